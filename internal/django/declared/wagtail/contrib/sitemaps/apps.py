from django.apps import AppConfig


class WagtailSitemapsAppConfig(AppConfig):
    name = "wagtail.contrib.sitemaps"
    label = "wagtailsitemaps"
