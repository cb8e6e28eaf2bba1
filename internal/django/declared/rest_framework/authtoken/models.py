from django.conf import settings
from django.db import models


class Token(models.Model):
    key = models.CharField(max_length=40, primary_key=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="auth_token")
    created = models.DateTimeField()


class TokenProxyQuerySet(models.QuerySet):
    pass


class TokenProxy(Token):
    objects = TokenProxyQuerySet.as_manager()

    class Meta:
        proxy = True
