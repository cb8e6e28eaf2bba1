from django.db import models
from treebeard.models import Node


class MP_NodeQuerySet(models.QuerySet):
    pass


class MP_NodeManager(models.Manager):
    def get_queryset(self):
        return MP_NodeQuerySet(self.model, using=self._db).order_by("path")


class MP_Node(Node):
    steplen = 4
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    node_order_by = []
    path = models.CharField(max_length=255, unique=True)
    depth = models.PositiveIntegerField()
    numchild = models.PositiveIntegerField(default=0)
    objects = MP_NodeManager()

    class Meta:
        abstract = True

    @classmethod
    def get_root_nodes(cls):
        return cls.objects.filter(depth=1).order_by("path")

    @classmethod
    def get_tree(cls, parent=None):
        if parent is None:
            return cls.objects.all()
        return cls.objects.filter(path__startswith=parent.path, depth__gte=parent.depth).order_by("path")

    def get_children(self):
        return type(self).objects.filter(depth=self.depth + 1, path__range=(self.path, self.path)).order_by("path")

    def get_siblings(self):
        return type(self).objects.filter(depth=self.depth, path__range=(self.path, self.path)).order_by("path")

    def get_descendants(self, include_self=False):
        descendants = type(self).get_tree(self)
        return descendants if include_self else descendants.exclude(pk=self.pk)

    def get_ancestors(self):
        return type(self).objects.filter(path__in=[self.path]).order_by("depth")

    def get_parent(self, update=False):
        return type(self).objects.get(path=self.path)
