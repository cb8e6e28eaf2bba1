from django.apps import AppConfig


class DjangoCkeditor5Config(AppConfig):
    name = "django_ckeditor_5"
