from django.db import models


class CacheKeyManager(models.Manager):
    pass


class CacheKey(models.Model):
    language = models.CharField(max_length=255)
    site = models.PositiveIntegerField()
    key = models.CharField(max_length=255)
    objects = CacheKeyManager()
