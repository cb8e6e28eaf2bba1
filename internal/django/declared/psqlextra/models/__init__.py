from psqlextra.models.base import PostgresModel
from psqlextra.models.partitioned import PostgresPartitionedModel
from psqlextra.models.view import PostgresMaterializedViewModel, PostgresViewModel
