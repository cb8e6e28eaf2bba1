from django.apps import AppConfig


class AppConfig(AppConfig):
    name = "axes"
    default_auto_field = "django.db.models.AutoField"
