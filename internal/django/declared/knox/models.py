from django.conf import settings
from django.db import models


class AuthTokenManager(models.Manager):
    pass


class AbstractAuthToken(models.Model):
    objects = AuthTokenManager()
    digest = models.CharField(max_length=128, primary_key=True)
    token_key = models.CharField(max_length=25, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="auth_token_set")
    created = models.DateTimeField()
    expiry = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class AuthToken(AbstractAuthToken):
    class Meta:
        swappable = "KNOX_TOKEN_MODEL"
