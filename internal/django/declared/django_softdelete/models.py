from django.db import models
from django_softdelete.managers import DeletedManager, GlobalManager, SoftDeleteManager


class SoftDeleteModel(models.Model):
    deleted_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)
    transaction_id = models.UUIDField(null=True)
    objects = SoftDeleteManager()
    deleted_objects = DeletedManager()
    global_objects = GlobalManager()

    class Meta:
        abstract = True
