from django.apps import AppConfig


class ConstanceConfig(AppConfig):
    name = "constance"
    default_auto_field = "django.db.models.AutoField"
