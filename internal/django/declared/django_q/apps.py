from django.apps import AppConfig


class DjangoQConfig(AppConfig):
    name = "django_q"
    default_auto_field = "django.db.models.AutoField"
