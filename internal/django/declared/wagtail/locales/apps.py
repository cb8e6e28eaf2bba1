from django.apps import AppConfig


class WagtailLocalesAppConfig(AppConfig):
    name = "wagtail.locales"
    label = "wagtaillocales"
