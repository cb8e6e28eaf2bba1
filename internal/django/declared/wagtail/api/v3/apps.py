from django.apps import AppConfig


class WagtailAPIV3AppConfig(AppConfig):
    name = "wagtail.api.v3"
    label = "wagtailapi_v3"
