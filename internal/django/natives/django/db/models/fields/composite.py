from django.db.models.fields import Field


class CompositePrimaryKey(Field):
    def __init__(self, *args, **kwargs):
        kwargs["editable"] = False
        super().__init__(primary_key=True, blank=True, **kwargs)
        self.field_names = args
        self.primary_key = True

    def get_attname_column(self):
        return self.get_attname(), None
