from django.db import models


class TaskManager(models.Manager):
    pass


class Task(models.Model):
    id = models.UUIDField(primary_key=True)
    status = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    message_data = models.BinaryField()
    actor_name = models.CharField(max_length=300, null=True)
    queue_name = models.CharField(max_length=100, null=True)
    tasks = TaskManager()

    class Meta:
        ordering = ["-updated_at"]
