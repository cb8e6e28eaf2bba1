from django.apps import AppConfig


class DjangoRqAdminConfig(AppConfig):
    name = "django_rq"
    default_auto_field = "django.db.models.AutoField"
