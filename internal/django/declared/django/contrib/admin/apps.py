from django.apps import AppConfig


class SimpleAdminConfig(AppConfig):
    name = "django.contrib.admin"
    default_auto_field = "django.db.models.AutoField"


class AdminConfig(SimpleAdminConfig):
    default = True
