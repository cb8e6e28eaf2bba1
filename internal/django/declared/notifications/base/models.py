import django
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from jsonfield.fields import JSONField


class NotificationQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(emailed=False)

    def sent(self):
        return self.filter(emailed=True)

    def unread(self, include_deleted=False):
        return self.filter(unread=True)

    def read(self, include_deleted=False):
        return self.filter(unread=False)

    def deleted(self):
        return self.filter(deleted=True)

    def active(self):
        return self.filter(deleted=False)


class AbstractNotification(models.Model):
    level = models.CharField(max_length=20)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    unread = models.BooleanField(db_index=True)
    actor_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="notify_actor")
    actor_object_id = models.CharField(max_length=255)
    actor = GenericForeignKey("actor_content_type", "actor_object_id")
    verb = models.CharField(max_length=255)
    description = models.TextField(null=True)
    target_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="notify_target"
    )
    target_object_id = models.CharField(max_length=255, null=True)
    target = GenericForeignKey("target_content_type", "target_object_id")
    action_object_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="notify_action_object"
    )
    action_object_object_id = models.CharField(max_length=255, null=True)
    action_object = GenericForeignKey("action_object_content_type", "action_object_object_id")
    timestamp = models.DateTimeField(db_index=True)
    public = models.BooleanField(db_index=True)
    deleted = models.BooleanField(db_index=True)
    emailed = models.BooleanField(db_index=True)
    data = JSONField(null=True)
    objects = NotificationQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-timestamp",)
        if django.VERSION >= (5, 1):
            indexes = [models.Index(fields=["recipient", "unread"])]
        else:
            index_together = ("recipient", "unread")
