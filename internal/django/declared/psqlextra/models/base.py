from django.db import models
from psqlextra.manager.manager import PostgresManager


class PostgresModel(models.Model):
    objects = PostgresManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
