from django.apps import AppConfig


class DjangoCommentsAdminConfig(AppConfig):
    name = "django_comments"
    default_auto_field = "django.db.models.AutoField"
