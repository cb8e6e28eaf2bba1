from django.db import models
from django.db.models.base import ModelBase


class PluginModelBase(ModelBase):
    def __new__(meta, name, bases, attrs):
        proxy = getattr(attrs.get("Meta"), "proxy", False)
        plugins = [base for base in bases if isinstance(base, PluginModelBase)]
        if plugins and not proxy and not any(hasattr(base, "cmsplugin_ptr") for base in plugins):
            attrs.setdefault(
                "cmsplugin_ptr",
                models.OneToOneField(
                    "cms.CMSPlugin",
                    models.CASCADE,
                    related_name="%(app_label)s_%(class)s",
                    parent_link=True,
                    auto_created=True,
                ),
            )
        return super().__new__(meta, name, bases, attrs)


class CMSPlugin(models.Model, metaclass=PluginModelBase):
    placeholder = models.ForeignKey("Placeholder", models.CASCADE, null=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    position = models.SmallIntegerField()
    language = models.CharField(max_length=15, db_index=True)
    plugin_type = models.CharField(max_length=50, db_index=True)
    creation_date = models.DateTimeField()
    changed_date = models.DateTimeField()

    class Meta:
        app_label = "cms"
        ordering = ("position",)
        unique_together = ("placeholder", "language", "position")
        indexes = [models.Index(fields=["placeholder", "language", "position"])]
