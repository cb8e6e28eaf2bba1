from django.db import models


class TreeQuerySet(models.QuerySet):
    pass


class TreeManager(models.Manager):
    def get_queryset(self):
        return TreeQuerySet(model=self.model, using=self._db).order_by("path")
