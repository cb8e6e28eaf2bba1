from django.db import models


class GFKManager(models.Manager):
    def get_queryset(self):
        return GFKQuerySet(self.model)


class GFKQuerySet(models.QuerySet):
    pass
