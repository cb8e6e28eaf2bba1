from django.apps import AppConfig


class WagtailFrontendCacheAppConfig(AppConfig):
    name = "wagtail.contrib.frontend_cache"
    label = "wagtailfrontendcache"
