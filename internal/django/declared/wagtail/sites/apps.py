from django.apps import AppConfig


class WagtailSitesAppConfig(AppConfig):
    name = "wagtail.sites"
    label = "wagtailsites"
