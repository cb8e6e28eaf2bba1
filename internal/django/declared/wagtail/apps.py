from django.apps import AppConfig


class WagtailAppConfig(AppConfig):
    name = "wagtail"
    label = "wagtailcore"
    default_auto_field = "django.db.models.AutoField"
