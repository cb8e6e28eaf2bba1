from django.apps import AppConfig


class MpttConfig(AppConfig):
    name = "mptt"
