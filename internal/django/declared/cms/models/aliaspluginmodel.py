from django.db import models
from cms.models.pluginmodel import CMSPlugin


class AliasPluginModel(CMSPlugin):
    cmsplugin_ptr = models.OneToOneField(
        "CMSPlugin", models.CASCADE, primary_key=True, related_name="cms_aliasplugin", parent_link=True
    )
    plugin = models.ForeignKey("CMSPlugin", models.CASCADE, null=True, related_name="alias_reference")
    alias_placeholder = models.ForeignKey("Placeholder", models.CASCADE, null=True, related_name="alias_placeholder")

    class Meta:
        app_label = "cms"
