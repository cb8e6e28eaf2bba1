from django.db import models


class MultiSelectField(models.CharField):
    def __init__(self, *args, min_choices=None, max_choices=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is None:
            values = [str(value) for value, label in self.choices or []]
            self.max_length = len(",".join(values)) or 200


class SortMultiSelectField(MultiSelectField):
    pass
