from django.conf import settings
from django.db import models


class Token(models.Model):
    key = models.CharField(max_length=40, primary_key=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="auth_token")
    created = models.DateTimeField()

    class Meta:
        abstract = "rest_framework.authtoken" not in settings.INSTALLED_APPS


class TokenProxyQuerySet(models.QuerySet):
    pass


class TokenProxy(Token):
    objects = TokenProxyQuerySet.as_manager()

    class Meta:
        proxy = "rest_framework.authtoken" in settings.INSTALLED_APPS
        abstract = not proxy
