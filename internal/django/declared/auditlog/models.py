from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models


class LogEntryManager(models.Manager):
    pass


class AbstractLogEntry(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_pk = models.CharField(max_length=255, db_index=True)
    object_id = models.BigIntegerField(null=True, db_index=True)
    object_repr = models.TextField()
    serialized_data = models.JSONField(null=True)
    action = models.PositiveSmallIntegerField(db_index=True)
    changes_text = models.TextField()
    changes = models.JSONField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cid = models.CharField(max_length=255, null=True, db_index=True)
    remote_addr = models.GenericIPAddressField(null=True)
    remote_port = models.PositiveIntegerField(null=True)
    timestamp = models.DateTimeField(db_index=True)
    additional_data = models.JSONField(null=True)
    actor_email = models.CharField(max_length=254, null=True)
    objects = LogEntryManager()

    class Meta:
        abstract = True
        ordering = ["-timestamp"]
        get_latest_by = "timestamp"


class LogEntry(AbstractLogEntry):
    class Meta:
        swappable = "AUDITLOG_LOGENTRY_MODEL"
        ordering = ["-timestamp"]
        get_latest_by = "timestamp"


class AuditlogHistoryField(GenericRelation):
    def __init__(self, pk_indexable=True, delete_related=False, **kwargs):
        kwargs["to"] = getattr(settings, "AUDITLOG_LOGENTRY_MODEL", "auditlog.LogEntry")
        kwargs["object_id_field"] = "object_id" if pk_indexable else "object_pk"
        super().__init__(content_type_field="content_type", **kwargs)
