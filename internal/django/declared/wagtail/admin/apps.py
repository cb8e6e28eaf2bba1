from django.apps import AppConfig


class WagtailAdminAppConfig(AppConfig):
    name = "wagtail.admin"
    label = "wagtailadmin"
    default_auto_field = "django.db.models.AutoField"
