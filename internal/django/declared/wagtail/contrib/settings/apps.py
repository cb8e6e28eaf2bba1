from django.apps import AppConfig


class WagtailSettingsAppConfig(AppConfig):
    name = "wagtail.contrib.settings"
    label = "wagtailsettings"
