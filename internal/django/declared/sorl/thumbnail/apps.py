from django.apps import AppConfig


class ThumbnailConfig(AppConfig):
    name = "sorl.thumbnail"
