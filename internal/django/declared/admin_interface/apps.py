from django.apps import AppConfig


class AdminInterfaceConfig(AppConfig):
    name = "admin_interface"
    default_auto_field = "django.db.models.AutoField"
