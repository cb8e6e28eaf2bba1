from django.apps import AppConfig


class FilerConfig(AppConfig):
    name = "filer"
    default_auto_field = "django.db.models.AutoField"
