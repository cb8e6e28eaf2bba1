from django.db.models import Index


class UniqueIndex(Index):
    def create_sql(self, *args, **kwargs):
        statement = super().create_sql(*args, **kwargs)
        statement.template = statement.template.replace("CREATE INDEX", "CREATE UNIQUE INDEX")
        return statement


class ConditionalUniqueIndex(Index):
    def __init__(self, condition, fields=(), name=None):
        super().__init__(fields=fields, name=name)
        self._condition = condition

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "condition": self._condition}

    def create_sql(self, model, schema_editor, using="", **kwargs):
        statement = super().create_sql(model, schema_editor, using)
        statement.template = "CREATE UNIQUE INDEX %(name)s ON %(table)s (%(columns)s)%(extra)s WHERE %(condition)s"
        statement.parts["condition"] = self._condition
        return statement


class CaseInsensitiveUniqueIndex(Index):
    def create_sql(self, model, schema_editor, using="", **kwargs):
        statement = super().create_sql(model, schema_editor, using)
        statement.template = "CREATE UNIQUE INDEX %(name)s ON %(table)s (%(columns)s)%(extra)s"
        columns = statement.parts["columns"].columns
        statement.parts["columns"] = ", ".join(f'LOWER("{column}")' for column in columns)
        return statement
