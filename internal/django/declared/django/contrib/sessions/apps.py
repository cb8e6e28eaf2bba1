from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "django.contrib.sessions"
