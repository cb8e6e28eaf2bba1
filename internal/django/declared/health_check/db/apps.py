from django.apps import AppConfig


class HealthCheckConfig(AppConfig):
    name = "health_check.db"
    default_auto_field = "django.db.models.AutoField"
