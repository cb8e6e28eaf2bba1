from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models


class TaskQuerySet(models.QuerySet):
    pass


class TaskManager(models.Manager):
    def get_queryset(self):
        return TaskQuerySet(self.model, using=self._db)


class Task(models.Model):
    task_name = models.CharField(max_length=190, db_index=True)
    task_params = models.TextField()
    task_hash = models.CharField(max_length=40, db_index=True)
    verbose_name = models.CharField(max_length=255, null=True)
    priority = models.IntegerField(db_index=True)
    run_at = models.DateTimeField(db_index=True)
    repeat = models.BigIntegerField()
    repeat_until = models.DateTimeField(null=True)
    queue = models.CharField(max_length=190, null=True, db_index=True)
    attempts = models.IntegerField(db_index=True)
    failed_at = models.DateTimeField(null=True, db_index=True)
    last_error = models.TextField()
    locked_by = models.CharField(max_length=64, null=True, db_index=True)
    locked_at = models.DateTimeField(null=True, db_index=True)
    creator_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="background_task"
    )
    creator_object_id = models.PositiveIntegerField(null=True)
    creator = GenericForeignKey("creator_content_type", "creator_object_id")
    objects = TaskManager()

    class Meta:
        db_table = "background_task"


class CompletedTaskQuerySet(models.QuerySet):
    pass


class CompletedTask(models.Model):
    task_name = models.CharField(max_length=190, db_index=True)
    task_params = models.TextField()
    task_hash = models.CharField(max_length=40, db_index=True)
    verbose_name = models.CharField(max_length=255, null=True)
    priority = models.IntegerField(db_index=True)
    run_at = models.DateTimeField(db_index=True)
    repeat = models.BigIntegerField()
    repeat_until = models.DateTimeField(null=True)
    queue = models.CharField(max_length=190, null=True, db_index=True)
    attempts = models.IntegerField(db_index=True)
    failed_at = models.DateTimeField(null=True, db_index=True)
    last_error = models.TextField()
    locked_by = models.CharField(max_length=64, null=True, db_index=True)
    locked_at = models.DateTimeField(null=True, db_index=True)
    creator_content_type = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="completed_background_task"
    )
    creator_object_id = models.PositiveIntegerField(null=True)
    creator = GenericForeignKey("creator_content_type", "creator_object_id")
    objects = CompletedTaskQuerySet.as_manager()
