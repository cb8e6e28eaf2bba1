from django.db import models


class SortedManyToManyField(models.ManyToManyField):
    def __init__(self, to, sorted=True, base_class=None, sort_value_field_name="sort_value", **kwargs):
        self.sorted = sorted
        self.base_class = base_class
        self.sort_value_field_name = sort_value_field_name
        super().__init__(to, **kwargs)

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        through = self.remote_field.through
        if self.sorted and isinstance(through, type) and through._meta.auto_created:
            through.add_to_class(self.sort_value_field_name, models.IntegerField(default=0))
            through._meta.ordering = (self.sort_value_field_name,)

    def get_internal_type(self):
        return "ManyToManyField"
