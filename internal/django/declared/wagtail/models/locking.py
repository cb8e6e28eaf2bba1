from django.conf import settings
from django.db import models


class LockableMixin(models.Model):
    locked = models.BooleanField()
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="locked_%(class)ss"
    )

    class Meta:
        abstract = True
