from django.apps import AppConfig


class OIDCConfig(AppConfig):
    name = "allauth.idp.oidc"
    label = "allauth_idp_oidc"
    default_auto_field = "django.db.models.BigAutoField"
