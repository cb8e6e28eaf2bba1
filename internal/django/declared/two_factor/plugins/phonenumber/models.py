from django.db import models
from django_otp.models import Device, ThrottlingMixin
from phonenumber_field.modelfields import PhoneNumberField


class PhoneDevice(ThrottlingMixin, Device):
    number = PhoneNumberField(max_length=128)
    key = models.CharField(max_length=40)
    method = models.CharField(max_length=4)

    class Meta:
        db_table = "two_factor_phonedevice"
