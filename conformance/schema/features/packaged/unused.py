"""Nobody imports this module: its model does not exist."""

from django.db import models


class Unused(models.Model):
    number = models.IntegerField()
