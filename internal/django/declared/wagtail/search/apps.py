from modelsearch.apps import ModelSearchAppConfig


class WagtailSearchAppConfig(ModelSearchAppConfig):
    name = "wagtail.search"
    label = "wagtailsearch"
    default = True
