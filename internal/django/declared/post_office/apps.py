from django.apps import AppConfig


class PostOfficeConfig(AppConfig):
    name = "post_office"
    default_auto_field = "django.db.models.AutoField"
