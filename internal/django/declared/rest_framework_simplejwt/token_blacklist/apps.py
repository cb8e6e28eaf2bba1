from django.apps import AppConfig


class TokenBlacklistConfig(AppConfig):
    name = "rest_framework_simplejwt.token_blacklist"
    default_auto_field = "django.db.models.BigAutoField"
