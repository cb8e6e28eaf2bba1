from django.conf import settings
from django.db import models


class SocialAppManager(models.Manager):
    pass


class SocialApp(models.Model):
    objects = SocialAppManager()
    provider = models.CharField(max_length=30)
    provider_id = models.CharField(max_length=200)
    name = models.CharField(max_length=40)
    client_id = models.CharField(max_length=191)
    secret = models.CharField(max_length=191)
    key = models.CharField(max_length=191)
    settings = models.JSONField()
    sites = models.ManyToManyField("sites.Site")


class SocialAccount(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    provider = models.CharField(max_length=200)
    uid = models.CharField(max_length=191)
    last_login = models.DateTimeField()
    date_joined = models.DateTimeField()
    extra_data = models.JSONField()

    class Meta:
        unique_together = ("provider", "uid")


class SocialToken(models.Model):
    app = models.ForeignKey("SocialApp", models.SET_NULL, null=True)
    account = models.ForeignKey("SocialAccount", models.CASCADE)
    token = models.TextField()
    token_secret = models.TextField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        unique_together = ("app", "account")
