from django.apps import AppConfig


class ContentTypesConfig(AppConfig):
    name = "django.contrib.contenttypes"
    default_auto_field = "django.db.models.AutoField"
