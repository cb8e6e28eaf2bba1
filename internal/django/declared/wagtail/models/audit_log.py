from django.conf import settings
from django.db import models


class LogEntryQuerySet(models.QuerySet):
    pass


class BaseLogEntryManager(models.Manager):
    def get_queryset(self):
        return LogEntryQuerySet(self.model, using=self._db)


class BaseLogEntry(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.SET_NULL, null=True, related_name="+")
    label = models.TextField()
    action = models.CharField(max_length=255, db_index=True)
    data = models.JSONField()
    timestamp = models.DateTimeField(db_index=True)
    uuid = models.UUIDField(null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    content_changed = models.BooleanField(db_index=True)
    deleted = models.BooleanField()
    objects = BaseLogEntryManager()

    class Meta:
        abstract = True
        ordering = ["-timestamp"]
        indexes = [models.Index(fields=["uuid", "action", "-timestamp"])]


class ModelLogEntryManager(BaseLogEntryManager):
    pass


class ModelLogEntry(BaseLogEntry):
    object_id = models.CharField(max_length=255, db_index=True)
    objects = ModelLogEntryManager()

    class Meta:
        ordering = ["-timestamp", "-id"]
        indexes = [models.Index(fields=["uuid", "action", "-timestamp"])]
