from django.conf import settings
from django.db import models


ABSTRACT = "rest_framework_simplejwt.token_blacklist" not in settings.INSTALLED_APPS


class OutstandingToken(models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    jti = models.CharField(max_length=255, unique=True)
    token = models.TextField()
    created_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        abstract = ABSTRACT
        ordering = ("user",)


class BlacklistedToken(models.Model):
    id = models.BigAutoField(primary_key=True)
    token = models.OneToOneField("OutstandingToken", models.CASCADE)
    blacklisted_at = models.DateTimeField()

    class Meta:
        abstract = ABSTRACT
