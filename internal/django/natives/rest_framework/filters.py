def search_smart_split(search_terms): ...


class BaseFilterBackend:
    def filter_queryset(self, request, queryset, view):
        return queryset

    def get_schema_operation_parameters(self, view):
        return []


class SearchFilter(BaseFilterBackend):
    search_param = "search"
    lookup_prefixes = {"^": "istartswith", "=": "iexact", "@": "search", "$": "iregex"}
    default_lookup = "icontains"

    def get_search_fields(self, view, request):
        return getattr(view, "search_fields", None)

    def get_search_terms(self, request): ...
    def construct_search(self, field_name, queryset=None): ...
    def must_call_distinct(self, queryset, search_fields): ...
    def filter_queryset(self, request, queryset, view): ...
    def to_html(self, request, queryset, view): ...


class UnaccentedSearchFilter(SearchFilter):
    lookup_prefixes = {"^": "unaccent__istartswith", "=": "unaccent__iexact", "@": "search", "$": "unaccent__iregex"}
    default_lookup = "unaccent__icontains"


class OrderingFilter(BaseFilterBackend):
    """The order of the view is kept: that a request may ask for another one is known of every such view."""

    ordering_param = "ordering"
    ordering_fields = None

    def get_ordering(self, request, queryset, view):
        return self.get_default_ordering(view)

    def get_default_ordering(self, view):
        ordering = getattr(view, "ordering", None)
        return (ordering,) if isinstance(ordering, str) else ordering

    def get_default_valid_fields(self, queryset, view, context=None): ...
    def get_valid_fields(self, queryset, view, context=None): ...
    def remove_invalid_fields(self, queryset, fields, view, request): ...
    def filter_queryset(self, request, queryset, view): ...
    def to_html(self, request, queryset, view): ...
