from django.apps import AppConfig


class WagtailStyleGuideAppConfig(AppConfig):
    name = "wagtail.contrib.styleguide"
    label = "wagtailstyleguide"
