from django.db import models
from safedelete.config import (
    DELETED_BY_CASCADE_FIELD_NAME,
    FIELD_NAME,
    HARD_DELETE,
    HARD_DELETE_NOCASCADE,
    NO_DELETE,
    SOFT_DELETE,
    SOFT_DELETE_CASCADE,
)
from safedelete.managers import SafeDeleteAllManager, SafeDeleteDeletedManager, SafeDeleteManager


class SafeDeleteModel(models.Model):
    _safedelete_policy = SOFT_DELETE
    objects = SafeDeleteManager()
    all_objects = SafeDeleteAllManager()
    deleted_objects = SafeDeleteDeletedManager()

    class Meta:
        abstract = True


class SafeDeleteMixin(SafeDeleteModel):
    class Meta:
        abstract = True


SafeDeleteModel.add_to_class(FIELD_NAME, models.DateTimeField(null=True, db_index=True))
SafeDeleteModel.add_to_class(DELETED_BY_CASCADE_FIELD_NAME, models.BooleanField(default=False))
