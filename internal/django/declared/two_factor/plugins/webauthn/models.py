from django.conf import settings
from django.db import models
from django_otp.models import Device, ThrottlingMixin


class WebauthnDevice(ThrottlingMixin, Device):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="webauthn_keys")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    public_key = models.TextField()
    key_handle = models.TextField()
    sign_count = models.IntegerField()
