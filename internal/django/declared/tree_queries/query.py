from django.db import models


class TreeManager(models.Manager):
    pass


class TreeQuerySet(models.QuerySet):
    """With tree fields, the query runs over a recursive common table expression."""

    def with_tree_fields(self, tree_fields=True):
        return self.all()

    def without_tree_fields(self):
        return self.all()

    @classmethod
    def as_manager(cls, *, with_tree_fields=False):
        return TreeManager.from_queryset(cls)()
