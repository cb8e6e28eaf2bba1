from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models


class Admin(models.Model):
    pass


class EditingSessionQuerySet(models.QuerySet):
    pass


class EditingSession(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="editing_sessions")
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey(for_concrete_model=False)
    last_seen_at = models.DateTimeField()
    is_editing = models.BooleanField()
    objects = EditingSessionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]


class FormStateQuerySet(models.QuerySet):
    pass


class FormStateManager(models.Manager.from_queryset(FormStateQuerySet)):
    pass


class FormState(models.Model):
    data = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wagtail_form_states")
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey(for_concrete_model=False)
    parent_object_id = models.CharField(max_length=255)
    last_updated_at = models.DateTimeField()
    objects = FormStateManager()

    class Meta:
        ordering = ["-last_updated_at"]
        indexes = [
            models.Index(name="formstate_user_object", fields=["user", "content_type", "object_id", "parent_object_id"])
        ]
