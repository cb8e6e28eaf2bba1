from django.apps import AppConfig


class NetfieldsConfig(AppConfig):
    name = "netfields"
