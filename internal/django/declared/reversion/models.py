from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models


class Revision(models.Model):
    date_created = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    comment = models.TextField()

    class Meta:
        app_label = "reversion"
        ordering = ("-pk",)


class VersionQuerySet(models.QuerySet):
    pass


class Version(models.Model):
    objects = VersionQuerySet.as_manager()
    revision = models.ForeignKey("Revision", models.CASCADE)
    object_id = models.CharField(max_length=191)
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object = GenericForeignKey()
    db = models.CharField(max_length=191)
    format = models.CharField(max_length=255)
    serialized_data = models.TextField()
    object_repr = models.TextField()

    class Meta:
        app_label = "reversion"
        ordering = ("-pk",)
        unique_together = (("db", "content_type", "object_id", "revision"),)
        indexes = (models.Index(fields=["content_type", "db"]),)
