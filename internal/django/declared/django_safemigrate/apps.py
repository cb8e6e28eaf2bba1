from django.apps import AppConfig


class SafeMigrateConfig(AppConfig):
    name = "django_safemigrate"
    default_auto_field = "django.db.models.BigAutoField"
