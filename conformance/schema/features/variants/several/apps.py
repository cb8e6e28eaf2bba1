from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "variants.several"
    default = False


class ChosenConfig(BaseConfig):
    default = True
    label = "chosen"
    default_auto_field = "django.db.models.SmallAutoField"


class OtherConfig(BaseConfig):
    label = "other"
