from django.apps import apps as django_apps
from django.conf import settings

SESSION_KEY = "_auth_user_id"
BACKEND_SESSION_KEY = "_auth_user_backend"
HASH_SESSION_KEY = "_auth_user_hash"
REDIRECT_FIELD_NAME = "next"


def get_user_model():
    return django_apps.get_model(settings.AUTH_USER_MODEL, require_ready=False)


def get_user(request):
    return get_user_model()._default_manager.get(pk=request.session[SESSION_KEY])
