from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from cms.models.managers import PlaceholderManager


class Placeholder(models.Model):
    slot = models.CharField(max_length=255, db_index=True)
    default_width = models.PositiveSmallIntegerField(null=True)
    content_type = models.ForeignKey("contenttypes.ContentType", models.SET_NULL, null=True)
    object_id = models.PositiveIntegerField(null=True)
    source = GenericForeignKey()
    objects = PlaceholderManager()

    class Meta:
        app_label = "cms"
