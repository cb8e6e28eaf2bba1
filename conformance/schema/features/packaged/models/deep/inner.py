from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from ..base import PackageBase

if TYPE_CHECKING:
    from ..circular_a import CircularA


class Deep(PackageBase):
    a: models.ForeignKey[CircularA] = models.ForeignKey("CircularA", on_delete=models.CASCADE)


class Deeper(Deep):
    many = models.ManyToManyField("pack.Deep", related_name="+")
