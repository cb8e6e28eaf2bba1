from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin


class StaticDevice(TimestampMixin, ThrottlingMixin, Device):
    pass


class StaticToken(models.Model):
    device = models.ForeignKey("StaticDevice", models.CASCADE, related_name="token_set")
    token = models.CharField(max_length=16, db_index=True)
