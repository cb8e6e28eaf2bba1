from django.apps import AppConfig


class WagtailTableBlockAppConfig(AppConfig):
    name = "wagtail.contrib.table_block"
    label = "wagtailtableblock"
