from django.db import models


class BaseAPIKeyManager(models.Manager):
    pass


class APIKeyManager(BaseAPIKeyManager):
    pass


class AbstractAPIKey(models.Model):
    objects = APIKeyManager()
    id = models.CharField(max_length=150, unique=True, primary_key=True)
    prefix = models.CharField(max_length=8, unique=True)
    hashed_key = models.CharField(max_length=150)
    created = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=50)
    revoked = models.BooleanField()
    expiry_date = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("-created",)


class APIKey(AbstractAPIKey):
    pass
