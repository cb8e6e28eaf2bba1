from django.db import models


class TimeZoneField(models.Field):
    def __init__(self, *args, use_pytz=None, choices_display=None, **kwargs):
        kwargs.setdefault("max_length", 63)
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "CharField"
