from django_filters.filters import Filter

ALL_FIELDS = "__all__"
FILTER_FOR_DBFIELD_DEFAULTS = {}


class FilterSetOptions:
    def __init__(self, options=None):
        self.model = getattr(options, "model", None)
        self.fields = getattr(options, "fields", None)
        self.exclude = getattr(options, "exclude", None)


class _Options:
    def __get__(self, instance, owner): ...


class FilterSetMetaclass(type):
    def __call__(cls, *args, **kwargs): ...


class BaseFilterSet:
    FILTER_DEFAULTS = FILTER_FOR_DBFIELD_DEFAULTS
    _meta = _Options()

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        self.data = data
        self.queryset = self._default() if queryset is None else queryset
        self.request = request

    def _default(self): ...
    def __getattr__(self, name): ...
    def is_valid(self): ...
    @property
    def errors(self): ...
    @property
    def form(self): ...
    def get_form_class(self): ...
    def filter_queryset(self, queryset): ...
    @property
    def qs(self):
        return self.filter_queryset(self.queryset.all())

    @classmethod
    def get_fields(cls): ...
    @classmethod
    def get_filters(cls): ...
    @classmethod
    def get_filter_name(cls, field_name, lookup_expr): ...
    @classmethod
    def filter_for_field(cls, field, field_name, lookup_expr=None): ...
    @classmethod
    def filter_for_lookup(cls, field, lookup_type): ...


class FilterSet(BaseFilterSet, metaclass=FilterSetMetaclass):
    pass


def filterset_factory(model, filterset=FilterSet, fields=ALL_FIELDS):
    Meta = type("Meta", (), {"model": model, "fields": fields})
    return type("%sFilterSet" % model.__name__, (filterset,), {"Meta": Meta})
