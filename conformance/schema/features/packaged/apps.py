from django.apps import AppConfig


class PackagedConfig(AppConfig):
    name = "packaged"
    label = "pack"
    default_auto_field = "django.db.models.AutoField"


class OtherConfig(AppConfig):
    name = "packaged"
