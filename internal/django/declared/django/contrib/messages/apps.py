from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "django.contrib.messages"
