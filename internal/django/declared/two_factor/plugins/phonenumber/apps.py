from django.apps import AppConfig


class TwoFactorPhoneNumberConfig(AppConfig):
    name = "two_factor.plugins.phonenumber"
    default_auto_field = "django.db.models.AutoField"
