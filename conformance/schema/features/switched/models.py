"""Models that depend on settings."""

from django.conf import settings
from django.db import models

if settings.FEATURE_BIG:
    class Big(models.Model):
        number = models.BigIntegerField()
else:
    class Small(models.Model):
        number = models.SmallIntegerField()

if settings.LOCAL_SWITCH and not settings.DECOUPLED_SWITCH:
    class Local(models.Model):
        number = models.IntegerField()

if getattr(settings, "FEATURES_MISSING", False):
    class Missing(models.Model):
        number = models.IntegerField()

if hasattr(settings, "OS_TABLE"):
    class Tabled(models.Model):
        number = models.IntegerField()

        class Meta:
            db_table = settings.OS_TABLE

if "django.contrib.postgres" in settings.INSTALLED_APPS:
    class Postgres(models.Model):
        number = models.IntegerField()

KEY = {True: models.UUIDField, False: models.AutoField}[settings.OS_SWITCH]


class Switched(models.Model):
    id = KEY(primary_key=True)
    number = (models.BigIntegerField if settings.FEATURE_LEVEL > 2 else models.IntegerField)(null=bool(settings.FEATURE_LIST))
    if "b" in settings.FEATURE_NAMES:
        named = models.IntegerField()
    if "z" in settings.FEATURE_NAMES:
        unnamed = models.IntegerField()

    class Meta:
        managed = getattr(settings, "FEATURES_MANAGED", True)
        db_table = "%s_%s" % ("switched", settings.ENVIRONMENT)
