from django.db import models


class JSONFieldMixin(models.Field):
    def __init__(self, *args, dump_kwargs=None, load_kwargs=None, **kwargs):
        super().__init__(*args, **kwargs)


class JSONField(JSONFieldMixin, models.TextField):
    pass


class JSONCharField(JSONFieldMixin, models.CharField):
    pass
