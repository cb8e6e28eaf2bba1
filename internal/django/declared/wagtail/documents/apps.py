from django.apps import AppConfig


class WagtailDocsAppConfig(AppConfig):
    name = "wagtail.documents"
    label = "wagtaildocs"
    default_auto_field = "django.db.models.AutoField"
