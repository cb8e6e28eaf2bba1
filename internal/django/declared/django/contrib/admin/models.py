from django.conf import settings
from django.db import models


ADDITION, CHANGE, DELETION = 1, 2, 3


class LogEntryManager(models.Manager):
    pass


class LogEntry(models.Model):
    action_time = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    content_type = models.ForeignKey("contenttypes.ContentType", models.SET_NULL, null=True)
    object_id = models.TextField(null=True)
    object_repr = models.CharField(max_length=200)
    action_flag = models.PositiveSmallIntegerField()
    change_message = models.TextField()
    objects = LogEntryManager()

    class Meta:
        db_table = "django_admin_log"
        ordering = ["-action_time"]
