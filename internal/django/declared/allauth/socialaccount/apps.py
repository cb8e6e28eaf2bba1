from django.apps import AppConfig


class SocialAccountConfig(AppConfig):
    name = "allauth.socialaccount"
    default_auto_field = "django.db.models.AutoField"
