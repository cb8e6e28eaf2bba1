from django.db import models


class CKEditor5Field(models.Field):
    def __init__(self, *args, config_name="default", **kwargs):
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "TextField"
