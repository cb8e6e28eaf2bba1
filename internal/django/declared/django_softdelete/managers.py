from django.db import models


class SoftDeleteQuerySet(models.QuerySet):
    pass


class DeletedQuerySet(models.QuerySet):
    pass


class GlobalQuerySet(models.QuerySet):
    pass


class SoftDeleteManager(models.Manager):
    def get_queryset(self):
        return SoftDeleteQuerySet(self.model, using=self._db).filter(deleted_at__isnull=True)


class DeletedManager(models.Manager):
    def get_queryset(self):
        return DeletedQuerySet(self.model, using=self._db).filter(deleted_at__isnull=False)


class GlobalManager(models.Manager):
    def get_queryset(self):
        return GlobalQuerySet(self.model, using=self._db)
