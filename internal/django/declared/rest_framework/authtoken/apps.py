from django.apps import AppConfig


class AuthTokenConfig(AppConfig):
    name = "rest_framework.authtoken"
