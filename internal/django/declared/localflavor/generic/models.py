from django.db import models


class IBANField(models.CharField):
    def __init__(self, *args, use_nordea_extensions=False, include_countries=None, **kwargs):
        kwargs.setdefault("max_length", 34)
        super().__init__(*args, **kwargs)


class BICField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 11)
        super().__init__(*args, **kwargs)
