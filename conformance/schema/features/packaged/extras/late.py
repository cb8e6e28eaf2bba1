from django.db import models

from packaged.models.base import PackageBase


class Late(PackageBase):
    number = models.IntegerField()
