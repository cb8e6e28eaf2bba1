from django.apps import AppConfig


class DynamicPreferencesConfig(AppConfig):
    name = "dynamic_preferences"
    default_auto_field = "django.db.models.AutoField"
