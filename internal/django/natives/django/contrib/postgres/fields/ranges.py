from django.db import models

__all__ = [
    "RangeField", "IntegerRangeField", "BigIntegerRangeField", "DecimalRangeField", "DateTimeRangeField",
    "DateRangeField", "RangeBoundary", "RangeOperators",
]


class RangeBoundary(models.Expression):
    def __init__(self, inclusive_lower=True, inclusive_upper=False):
        self.lower = "[" if inclusive_lower else "("
        self.upper = "]" if inclusive_upper else ")"


class RangeOperators:
    EQUAL = "="
    NOT_EQUAL = "<>"
    CONTAINS = "@>"
    CONTAINED_BY = "<@"
    OVERLAPS = "&&"
    FULLY_LT = "<<"
    FULLY_GT = ">>"
    NOT_LT = "&>"
    NOT_GT = "&<"
    ADJACENT_TO = "-|-"


class RangeField(models.Field):
    def __init__(self, *args, default_bounds=None, **kwargs):
        super().__init__(*args, **kwargs)


class IntegerRangeField(RangeField):
    def db_type(self, connection):
        return "int4range"


class BigIntegerRangeField(RangeField):
    def db_type(self, connection):
        return "int8range"


class DecimalRangeField(RangeField):
    def db_type(self, connection):
        return "numrange"


class DateTimeRangeField(RangeField):
    def db_type(self, connection):
        return "tstzrange"


class DateRangeField(RangeField):
    def db_type(self, connection):
        return "daterange"


FloatRangeField = DecimalRangeField
