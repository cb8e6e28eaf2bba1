from django.db.models.expressions import Func

__all__ = ["Index"]


class Index:
    suffix = "idx"
    max_name_length = 30

    def __init__(self, *expressions, fields=(), name=None, db_tablespace=None, opclasses=(), condition=None, include=None): ...

    def clone(self): ...
    def deconstruct(self): ...
    def create_sql(self, model, schema_editor, using="", **kwargs): ...


class IndexExpression(Func):
    template = "%(expressions)s"
