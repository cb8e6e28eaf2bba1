from django.apps import AppConfig


class WagtailFormsAppConfig(AppConfig):
    name = "wagtail.contrib.forms"
    label = "wagtailforms"
    default_auto_field = "django.db.models.AutoField"
