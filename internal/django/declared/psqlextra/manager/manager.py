from django.db import models
from psqlextra.query import PostgresQuerySet


class PostgresManager(models.Manager.from_queryset(PostgresQuerySet)):
    pass
