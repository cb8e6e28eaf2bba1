from django.apps import AppConfig


class TwoFactorEmailConfig(AppConfig):
    name = "two_factor.plugins.email"
