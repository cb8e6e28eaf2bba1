from django.db import models


class PostgresQuerySet(models.QuerySet):
    pass
