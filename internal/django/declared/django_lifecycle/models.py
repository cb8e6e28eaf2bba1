from django.db import models
from django_lifecycle.mixins import LifecycleModelMixin


class LifecycleModel(LifecycleModelMixin, models.Model):
    class Meta:
        abstract = True
