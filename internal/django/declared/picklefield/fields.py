from django.db import models


class PickledObjectField(models.Field):
    def __init__(self, *args, compress=False, protocol=None, copy=True, **kwargs):
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "TextField"
