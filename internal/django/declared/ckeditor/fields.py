from django.db import models


class RichTextField(models.TextField):
    def __init__(self, *args, config_name="default", extra_plugins=None, external_plugin_resources=None, **kwargs):
        super().__init__(*args, **kwargs)
