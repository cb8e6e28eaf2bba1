from django.apps import AppConfig


class RedirectsConfig(AppConfig):
    name = "django.contrib.redirects"
    default_auto_field = "django.db.models.AutoField"
