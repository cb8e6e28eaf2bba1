from django.db import models

from . import circular_b


class CircularA(models.Model):
    b = models.ForeignKey("pack.CircularB", models.CASCADE)
    length = models.CharField(max_length=4)


def other():
    return circular_b.CircularB
