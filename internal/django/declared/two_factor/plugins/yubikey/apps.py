from django.apps import AppConfig


class TwoFactorYubikeyConfig(AppConfig):
    name = "two_factor.plugins.yubikey"
