from django import apps


class InnerConfig(apps.AppConfig):
    name = "variants.inner"
    label = "inner"
