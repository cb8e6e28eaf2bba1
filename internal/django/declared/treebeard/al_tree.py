from django.db import models
from treebeard.models import Node


class AL_NodeManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().order_by("parent", *(self.model.node_order_by or ["sib_order"]))


class AL_Node(Node):
    node_order_by = None
    objects = AL_NodeManager()

    class Meta:
        abstract = True
