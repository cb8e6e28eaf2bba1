from django.apps import AppConfig


class GISConfig(AppConfig):
    name = "django.contrib.gis"
    default_auto_field = "django.db.models.AutoField"
