from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "impersonate"
    default_auto_field = "django.db.models.AutoField"
