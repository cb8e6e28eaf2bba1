import django
from django.db import models
from django.db.models.base import ModelBase
from psqlextra.models.base import PostgresModel


class PostgresPartitionedModelMeta(ModelBase):
    def __new__(meta, name, bases, attrs, **kwargs):
        options = attrs.pop("PartitioningMeta", None)
        key = list(getattr(options, "key", []))
        declared = [n for n, field in attrs.items() if getattr(field, "primary_key", False)]
        if django.VERSION >= (5, 2) and key and not any(attrs[n].column is None and n == "pk" for n in declared):
            # The partitioning key has to be part of the primary key.
            if not declared:
                attrs["id"] = models.BigAutoField(auto_created=True, primary_key=True)
            names = set(key + (declared or ["id"]))
            for n in declared or ["id"]:
                attrs[n].primary_key = False
            attrs["pk"] = models.CompositePrimaryKey(*sorted(names))
        return super().__new__(meta, name, bases, attrs, **kwargs)


class PostgresPartitionedModel(PostgresModel, metaclass=PostgresPartitionedModelMeta):
    class Meta:
        abstract = True
        base_manager_name = "objects"
