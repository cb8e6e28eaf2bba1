from django.db import models

from .base import PackageBase

__all__ = [name for name in ("Exported", "ExportedToo")]


class Exported(PackageBase):
    number = models.IntegerField()


class ExportedToo(Exported):
    class Meta:
        proxy = True
