from django.db.models import Field
from django.db.models.fields.mixins import CheckFieldDefaultMixin


class ArrayField(CheckFieldDefaultMixin, Field):
    def __init__(self, base_field, size=None, **kwargs):
        self.base_field, self.size = base_field, size
        self.db_collation = getattr(base_field, "db_collation", None)
        super().__init__(**kwargs)

    def db_type(self, connection):
        return "%s[%s]" % (self.base_field.db_type(connection), self.size or "")

    def get_internal_type(self):
        return "ArrayField"
