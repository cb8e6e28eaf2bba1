from django.contrib.postgres.indexes import BTreeIndex, GistIndex
from django.db import models
from django_ltree.fields import PathField
from django_ltree.managers import TreeManager


class TreeModel(models.Model):
    path = PathField(null=True, unique=True)
    t_objects = TreeManager()

    class Meta:
        abstract = True
        ordering = ("path",)
        indexes = [BTreeIndex(fields=["path"]), GistIndex(fields=["path"])]
