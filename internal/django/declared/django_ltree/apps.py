from django.apps import AppConfig


class DjangoLtreeConfig(AppConfig):
    name = "django_ltree"
    default_auto_field = "django.db.models.BigAutoField"
