from django.apps import AppConfig


class WagtailRoutablePageAppConfig(AppConfig):
    name = "wagtail.contrib.routable_page"
    label = "wagtailroutablepage"
