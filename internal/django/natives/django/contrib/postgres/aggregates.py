from django.db.models import Aggregate


class OrderableAggMixin: pass
class ArrayAgg(OrderableAggMixin, Aggregate):
    function = "ARRAY_AGG"


class BitAnd(Aggregate):
    function = "BIT_AND"


class BitOr(Aggregate):
    function = "BIT_OR"


class BitXor(Aggregate):
    function = "BIT_XOR"


class BoolAnd(Aggregate):
    function = "BOOL_AND"


class BoolOr(Aggregate):
    function = "BOOL_OR"


class JSONBAgg(OrderableAggMixin, Aggregate):
    function = "JSONB_AGG"


class StringAgg(OrderableAggMixin, Aggregate):
    function = "STRING_AGG"
