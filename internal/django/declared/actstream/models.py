from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from actstream.managers import ActionManager, FollowManager


class Follow(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_id = models.CharField(max_length=255, db_index=True)
    follow_object = GenericForeignKey()
    actor_only = models.BooleanField()
    flag = models.CharField(max_length=255, db_index=True)
    started = models.DateTimeField(db_index=True)
    objects = FollowManager()

    class Meta:
        unique_together = ("user", "content_type", "object_id", "flag")


class Action(models.Model):
    actor_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="actor")
    actor_object_id = models.CharField(max_length=255, db_index=True)
    actor = GenericForeignKey("actor_content_type", "actor_object_id")
    verb = models.CharField(max_length=255, db_index=True)
    description = models.TextField(null=True)
    target_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="target"
    )
    target_object_id = models.CharField(max_length=255, null=True, db_index=True)
    target = GenericForeignKey("target_content_type", "target_object_id")
    action_object_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="action_object"
    )
    action_object_object_id = models.CharField(max_length=255, null=True, db_index=True)
    action_object = GenericForeignKey("action_object_content_type", "action_object_object_id")
    timestamp = models.DateTimeField(db_index=True)
    public = models.BooleanField(db_index=True)
    objects = ActionManager()

    class Meta:
        ordering = ("-timestamp",)
