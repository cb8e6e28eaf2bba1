from django.apps import AppConfig


class WagtailImagesAppConfig(AppConfig):
    name = "wagtail.images"
    label = "wagtailimages"
    default_auto_field = "django.db.models.AutoField"
