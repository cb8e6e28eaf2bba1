from django.db import models


class ECProvinceField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 2
        super().__init__(*args, **kwargs)
