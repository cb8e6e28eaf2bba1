from django.db import models
from treebeard.ltree.fields import PathField
from treebeard.models import Node


class LT_NodeQuerySet(models.QuerySet):
    pass


class LT_NodeManager(models.Manager):
    def get_queryset(self):
        return LT_NodeQuerySet(self.model, using=self._db).order_by("path")


class LT_Node(Node):
    node_order_by = []
    path = PathField()
    objects = LT_NodeManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_deferred_unique_path",
                fields=("path",),
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
