from django.apps import AppConfig


class SiteMapsConfig(AppConfig):
    name = "django.contrib.sitemaps"
    default_auto_field = "django.db.models.AutoField"
