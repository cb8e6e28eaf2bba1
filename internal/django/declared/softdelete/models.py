from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models


class SoftDeleteQuerySet(models.QuerySet):
    pass


class SoftDeleteManager(models.Manager):
    def get_queryset(self):
        return SoftDeleteQuerySet(self.model, using=self._db).filter(deleted_at__isnull=True)

    def all_with_deleted(self):
        return SoftDeleteQuerySet(self.model, using=self._db)

    def deleted_set(self):
        return self.all_with_deleted().filter(deleted_at__isnull=False)


class SoftDeleteObject(models.Model):
    deleted_at = models.DateTimeField(null=True, db_index=True)
    objects = SoftDeleteManager()

    class Meta:
        abstract = True


class ChangeSet(models.Model):
    id = models.BigAutoField(primary_key=True)
    created_date = models.DateTimeField()
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_id = models.CharField(max_length=100)
    record = GenericForeignKey()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]


class SoftDeleteRecord(models.Model):
    id = models.BigAutoField(primary_key=True)
    changeset = models.ForeignKey("ChangeSet", models.CASCADE, related_name="soft_delete_records")
    created_date = models.DateTimeField()
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_id = models.CharField(max_length=100)
    record = GenericForeignKey()

    class Meta:
        unique_together = (("changeset", "content_type", "object_id"),)
        indexes = [models.Index(fields=["content_type", "object_id"])]
