from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin


class HOTPDevice(TimestampMixin, ThrottlingMixin, Device):
    key = models.CharField(max_length=80)
    digits = models.PositiveSmallIntegerField()
    tolerance = models.PositiveSmallIntegerField()
    counter = models.BigIntegerField()
