from django.apps import AppConfig


class MultiSelectFieldConfig(AppConfig):
    name = "multiselectfield"
