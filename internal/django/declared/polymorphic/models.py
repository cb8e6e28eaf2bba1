from django.db import models
from polymorphic.managers import PolymorphicManager


class PolymorphicModel(models.Model):
    polymorphic_ctype = models.ForeignKey(
        "contenttypes.ContentType", models.CASCADE, null=True, related_name="polymorphic_%(app_label)s.%(class)s_set+"
    )
    objects = PolymorphicManager()

    class Meta:
        abstract = True
