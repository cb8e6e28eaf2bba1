from django.apps import AppConfig


class DjangoExtensionsConfig(AppConfig):
    name = "django_extensions"
