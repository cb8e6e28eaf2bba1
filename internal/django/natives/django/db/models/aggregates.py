from django.db.models.expressions import Func

__all__ = ["Aggregate", "AnyValue", "Avg", "Count", "Max", "Min", "StdDev", "StringAgg", "Sum", "Variance"]


class Aggregate(Func):
    contains_aggregate = True

    def __init__(self, *expressions, distinct=False, filter=None, default=None, order_by=None, **extra): ...


class AnyValue(Aggregate):
    function = "ANY_VALUE"


class Avg(Aggregate):
    function = "AVG"


class Count(Aggregate):
    function = "COUNT"

    def __init__(self, expression, filter=None, **extra): ...


class Max(Aggregate):
    function = "MAX"


class Min(Aggregate):
    function = "MIN"


class StdDev(Aggregate):
    function = "STDDEV_POP"


class StringAgg(Aggregate):
    function = "STRING_AGG"


class Sum(Aggregate):
    function = "SUM"


class Variance(Aggregate):
    function = "VAR_POP"
