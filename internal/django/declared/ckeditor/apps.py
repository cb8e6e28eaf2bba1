from django.apps import AppConfig


class CKEditorConfig(AppConfig):
    name = "ckeditor"
    default_auto_field = "django.db.models.AutoField"
