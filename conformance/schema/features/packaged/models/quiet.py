from django.db import models

from packaged import models as package


class Quiet(package.PackageBase):
    number = models.IntegerField()
