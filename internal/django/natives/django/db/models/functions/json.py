from django.db.models.expressions import Func


class JSONArray(Func):
    function = "JSONB_BUILD_ARRAY"


class JSONObject(Func):
    function = "JSONB_BUILD_OBJECT"

    def __init__(self, **fields): ...
