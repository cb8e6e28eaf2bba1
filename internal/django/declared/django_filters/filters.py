class Filter:
    def __init__(self, field_name=None, lookup_expr=None, *, label=None, method=None, distinct=False, **kwargs):
        self.field_name = field_name
        self.lookup_expr = lookup_expr
        self.method = method


class CharFilter(Filter):
    pass


class BooleanFilter(Filter):
    pass


class ChoiceFilter(Filter):
    pass


class TypedChoiceFilter(Filter):
    pass


class UUIDFilter(Filter):
    pass


class MultipleChoiceFilter(Filter):
    pass


class TypedMultipleChoiceFilter(MultipleChoiceFilter):
    pass


class DateFilter(Filter):
    pass


class DateTimeFilter(Filter):
    pass


class IsoDateTimeFilter(DateTimeFilter):
    pass


class TimeFilter(Filter):
    pass


class DurationFilter(Filter):
    pass


class QuerySetRequestMixin:
    pass


class ModelChoiceFilter(QuerySetRequestMixin, ChoiceFilter):
    pass


class ModelMultipleChoiceFilter(QuerySetRequestMixin, MultipleChoiceFilter):
    pass


class NumberFilter(Filter):
    pass


class NumericRangeFilter(Filter):
    pass


class RangeFilter(Filter):
    pass


class DateRangeFilter(ChoiceFilter):
    pass


class DateFromToRangeFilter(RangeFilter):
    pass


class DateTimeFromToRangeFilter(RangeFilter):
    pass


class IsoDateTimeFromToRangeFilter(RangeFilter):
    pass


class TimeRangeFilter(RangeFilter):
    pass


class AllValuesFilter(ChoiceFilter):
    pass


class AllValuesMultipleFilter(MultipleChoiceFilter):
    pass


class BaseCSVFilter(Filter):
    pass


class BaseInFilter(BaseCSVFilter):
    pass


class BaseRangeFilter(BaseCSVFilter):
    pass


class LookupChoiceFilter(Filter):
    pass


class OrderingFilter(BaseCSVFilter, ChoiceFilter):
    pass


class FilterMethod:
    pass
