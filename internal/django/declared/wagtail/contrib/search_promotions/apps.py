from django.apps import AppConfig


class WagtailSearchPromotionsAppConfig(AppConfig):
    name = "wagtail.contrib.search_promotions"
    label = "wagtailsearchpromotions"
    default_auto_field = "django.db.models.AutoField"
