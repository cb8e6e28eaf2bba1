from django.apps import AppConfig


class SmallConfig(AppConfig):
    name = "variants.small"

    @property
    def default_auto_field(self):
        return "django.db.models.SmallAutoField"
