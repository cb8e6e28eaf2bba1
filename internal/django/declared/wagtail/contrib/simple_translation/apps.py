from django.apps import AppConfig


class SimpleTranslationAppConfig(AppConfig):
    name = "wagtail.contrib.simple_translation"
    label = "simple_translation"
    default_auto_field = "django.db.models.AutoField"
