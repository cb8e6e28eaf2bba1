from django.apps import AppConfig


class DjangoApschedulerConfig(AppConfig):
    name = "django_apscheduler"
