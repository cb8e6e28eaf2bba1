from psqlextra.models.base import PostgresModel


class PostgresViewModel(PostgresModel):
    class Meta:
        abstract = True
        base_manager_name = "objects"


class PostgresMaterializedViewModel(PostgresViewModel):
    class Meta:
        abstract = True
        base_manager_name = "objects"
