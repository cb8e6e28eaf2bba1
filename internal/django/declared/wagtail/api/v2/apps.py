from django.apps import AppConfig


class WagtailAPIV2AppConfig(AppConfig):
    name = "wagtail.api.v2"
    label = "wagtailapi_v2"
