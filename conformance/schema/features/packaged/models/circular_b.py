from django.db import models

from .base import PackageBase


class CircularB(PackageBase):
    a = models.ForeignKey("CircularA", models.CASCADE, null=True)

    def other(self):
        from .circular_a import CircularA

        return CircularA
