from django.apps import AppConfig


class ModelSearchAppConfig(AppConfig):
    name = "modelsearch"
    label = "modelsearch"
    default_auto_field = "django.db.models.AutoField"
