from django.db import models

__all__ = ["PackageBase"]


class PackageBase(models.Model):
    created = models.DateField(auto_now_add=True)

    class Meta:
        abstract = True


class NotExported(models.Model):
    """Not in __all__, but its module is imported."""

    number = models.IntegerField()
