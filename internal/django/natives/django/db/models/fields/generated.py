from django.db.models.fields import Field


class GeneratedField(Field):
    generated = True

    def __init__(self, *, expression, output_field, db_persist=None, **kwargs):
        kwargs["editable"] = False
        kwargs["null"] = True
        super().__init__(blank=True, **kwargs)
        self.expression, self.output_field, self.db_persist = expression, output_field, db_persist

    def get_internal_type(self):
        return self.output_field.get_internal_type()

    def db_type(self, connection):
        return self.output_field.db_type(connection)
