from django.apps import AppConfig


class FlatPagesConfig(AppConfig):
    name = "django.contrib.flatpages"
    default_auto_field = "django.db.models.AutoField"
