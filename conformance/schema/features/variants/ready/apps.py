from django.apps import AppConfig


class ReadyConfig(AppConfig):
    name = "variants.ready"
    label = "variants_ready"

    def ready(self):
        from .models import Thing

        from . import late  # noqa: F401

        Thing.is_ready = True
