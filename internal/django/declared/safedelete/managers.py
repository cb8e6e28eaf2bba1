from django.db import models
from safedelete.config import DELETED_INVISIBLE, DELETED_ONLY_VISIBLE, DELETED_VISIBLE, FIELD_NAME
from safedelete.queryset import SafeDeleteQueryset


class SafeDeleteManager(models.Manager):
    _safedelete_visibility = DELETED_INVISIBLE
    _queryset_class = SafeDeleteQueryset

    def __init__(self, queryset_class=None):
        super().__init__()
        if queryset_class:
            self._queryset_class = queryset_class

    def get_queryset(self):
        queryset = self._queryset_class(self.model, using=self._db)
        if self._safedelete_visibility == DELETED_VISIBLE:
            return queryset
        return queryset.filter(**{f"{FIELD_NAME}__isnull": self._safedelete_visibility != DELETED_ONLY_VISIBLE})

    def all_with_deleted(self):
        return self._queryset_class(self.model, using=self._db)

    def deleted_only(self):
        return self.all_with_deleted().filter(**{f"{FIELD_NAME}__isnull": False})


class SafeDeleteAllManager(SafeDeleteManager):
    _safedelete_visibility = DELETED_VISIBLE


class SafeDeleteDeletedManager(SafeDeleteManager):
    _safedelete_visibility = DELETED_ONLY_VISIBLE
