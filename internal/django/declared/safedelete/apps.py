from django.apps import AppConfig


class SafeDeleteConfig(AppConfig):
    name = "safedelete"
