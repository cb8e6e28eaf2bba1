from django.apps import AppConfig


class RestFrameworkApiKeyConfig(AppConfig):
    name = "rest_framework_api_key"
