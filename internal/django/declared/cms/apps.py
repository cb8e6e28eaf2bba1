from django.apps import AppConfig


class CMSConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.AutoField"
