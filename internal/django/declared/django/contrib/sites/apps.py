from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "django.contrib.sites"
    default_auto_field = "django.db.models.AutoField"
