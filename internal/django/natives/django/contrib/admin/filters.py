class ListFilter:
    title = None
    template = "admin/filter.html"

    def __init__(self, request, params, model, model_admin): ...

    def queryset(self, request, queryset):
        return queryset


class FacetsMixin:
    pass


class SimpleListFilter(FacetsMixin, ListFilter):
    parameter_name = None

    def value(self): ...
    def lookups(self, request, model_admin): ...


class FieldListFilter(FacetsMixin, ListFilter):
    def __init__(self, field, request, params, model, model_admin, field_path): ...
    @classmethod
    def register(cls, test, list_filter_class, take_priority=False): ...


class RelatedFieldListFilter(FieldListFilter):
    pass


class BooleanFieldListFilter(FieldListFilter):
    pass


class ChoicesFieldListFilter(FieldListFilter):
    pass


class DateFieldListFilter(FieldListFilter):
    pass


class AllValuesFieldListFilter(FieldListFilter):
    pass


class RelatedOnlyFieldListFilter(RelatedFieldListFilter):
    pass


class EmptyFieldListFilter(FieldListFilter):
    pass
