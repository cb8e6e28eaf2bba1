from django.apps import AppConfig


class DjangoTenantsConfig(AppConfig):
    name = "django_tenants"
