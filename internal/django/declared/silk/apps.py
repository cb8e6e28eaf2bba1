from django.apps import AppConfig


class SilkAppConfig(AppConfig):
    name = "silk"
    default_auto_field = "django.db.models.AutoField"
