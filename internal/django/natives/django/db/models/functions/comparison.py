from django.db.models.expressions import Func, Value
from django.db.models.lookups import Transform


class Cast(Func):
    function = "CAST"


    def __init__(self, expression, output_field): ...


class Coalesce(Func):
    function = "COALESCE"


class Collate(Func):
    function = "COLLATE"


    def __init__(self, expression, collation): ...


class Greatest(Func):
    function = "GREATEST"


class JSONObject(Func):
    function = "JSONB_BUILD_OBJECT"


class Least(Func):
    function = "LEAST"


class NullIf(Func):
    function = "NULLIF"
