class Filter:
    def __init__(self, field_name=None, lookup_expr=None, *, label=None, method=None, distinct=False, exclude=False, **kwargs): ...

    def __getattr__(self, name): ...
    def get_method(self, qs):
        return qs.exclude if self.exclude else qs.filter

    @property
    def field(self): ...
    def filter(self, qs, value): ...


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
    always_filter = True

    def is_noop(self, qs, value): ...
    def get_filter_predicate(self, v): ...


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
    def __init__(self, *args, queryset=None, to_field_name=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.queryset = queryset
        self.to_field_name = to_field_name

    def get_request(self): ...
    def get_queryset(self, request): ...


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
    def __init__(self, field_name=None, lookup_choices=None, field_class=None, **kwargs):
        super().__init__(field_name=field_name, **kwargs)
        self.lookup_choices = lookup_choices


class OrderingFilter(BaseCSVFilter, ChoiceFilter):
    """It replaces the order where a request asks for another one: the order of the queryset is kept."""


class FilterMethod:
    pass
