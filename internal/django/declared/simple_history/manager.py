from django.db import models


class HistoricalQuerySet(models.QuerySet):
    pass


class HistoryManager(models.Manager):
    def get_queryset(self):
        return HistoricalQuerySet(self.model, using=self._db)
