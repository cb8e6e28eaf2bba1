from django.db import models


class GHRegionField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 13
        super().__init__(*args, **kwargs)
