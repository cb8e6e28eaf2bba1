from django.apps import AppConfig


class BeatConfig(AppConfig):
    name = "django_celery_beat"
    label = "django_celery_beat"
    default_auto_field = "django.db.models.AutoField"
