from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "allauth.account"
    default_auto_field = "django.db.models.AutoField"
