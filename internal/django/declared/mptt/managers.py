from django.db import models
from mptt.querysets import TreeQuerySet


class TreeManager(models.Manager.from_queryset(TreeQuerySet)):
    def get_queryset(self, *args, **kwargs):
        options = getattr(self.model, "MPTTMeta", None)
        tree, left = getattr(options, "tree_id_attr", "tree_id"), getattr(options, "left_attr", "lft")
        return super().get_queryset(*args, **kwargs).order_by(tree, left)

    def root_nodes(self):
        return self.filter(parent__isnull=True)
