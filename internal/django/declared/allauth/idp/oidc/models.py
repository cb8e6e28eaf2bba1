from django.conf import settings
from django.db import models


class Client(models.Model):
    id = models.CharField(max_length=100, primary_key=True)
    name = models.CharField(max_length=100)
    secret = models.CharField(max_length=200)
    scopes = models.TextField()
    default_scopes = models.TextField()
    type = models.CharField(max_length=20)
    grant_types = models.TextField()
    redirect_uris = models.TextField()
    cors_origins = models.TextField()
    allow_uri_wildcards = models.BooleanField()
    response_types = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    skip_consent = models.BooleanField()
    created_at = models.DateTimeField()
    data = models.JSONField(null=True)


class TokenQuerySet(models.QuerySet):
    pass


class Token(models.Model):
    objects = TokenQuerySet.as_manager()
    type = models.CharField(max_length=2)
    hash = models.CharField(max_length=255)
    client = models.ForeignKey("Client", models.CASCADE, null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    data = models.JSONField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, db_index=True)
    scopes = models.TextField()

    class Meta:
        unique_together = (("type", "hash"),)
