from django.apps import AppConfig


class ActstreamConfig(AppConfig):
    name = "actstream"
    default_auto_field = "django.db.models.AutoField"
