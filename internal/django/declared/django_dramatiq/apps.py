from django.apps import AppConfig


class DjangoDramatiqConfig(AppConfig):
    name = "django_dramatiq"
