from django.db import models
from cms.models.fields import PlaceholderRelationField
from cms.models.pluginmodel import CMSPlugin


class PlaceholderReference(CMSPlugin):
    cmsplugin_ptr = models.OneToOneField(
        "CMSPlugin", models.CASCADE, primary_key=True, related_name="cms_placeholderreference", parent_link=True
    )
    name = models.CharField(max_length=255)
    placeholders = PlaceholderRelationField()

    class Meta:
        app_label = "cms"
