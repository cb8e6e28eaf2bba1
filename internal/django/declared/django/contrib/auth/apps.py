from django.apps import AppConfig


class AuthConfig(AppConfig):
    name = "django.contrib.auth"
    default_auto_field = "django.db.models.AutoField"
