from django.conf import settings
from django.db import models


class CurrentSiteManager(models.Manager):
    def __init__(self, field_name=None):
        super().__init__()
        self._field_name = field_name

    def get_queryset(self):
        return super().get_queryset().filter(**{f"{self._field_name or 'site'}__id": settings.SITE_ID})
