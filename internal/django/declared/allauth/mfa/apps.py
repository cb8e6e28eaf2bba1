from django.apps import AppConfig


class MFAConfig(AppConfig):
    name = "allauth.mfa"
    default_auto_field = "django.db.models.BigAutoField"
