from django.apps import AppConfig


class DjangoSoftDeleteConfig(AppConfig):
    name = "django_softdelete"
    default_auto_field = "django.db.models.BigAutoField"
