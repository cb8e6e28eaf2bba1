from django.apps import AppConfig


class TwoFactorWebauthnConfig(AppConfig):
    name = "two_factor.plugins.webauthn"
    label = "two_factor_webauthn"
    default_auto_field = "django.db.models.AutoField"
