from django_filters.filterset import filterset_factory
from django_filters.rest_framework import filterset


class DjangoFilterBackend:
    filterset_base = filterset.FilterSet
    raise_exception = True

    def get_filterset(self, request, queryset, view):
        filterset_class = self.get_filterset_class(view, queryset)
        if filterset_class is None:
            return None
        return filterset_class(**self.get_filterset_kwargs(request, queryset, view))

    def get_filterset_class(self, view, queryset=None): ...
    def get_filterset_kwargs(self, request, queryset, view):
        return {"data": request.query_params, "queryset": queryset, "request": request}

    def filter_queryset(self, request, queryset, view): ...
    def to_html(self, request, queryset, view): ...
    def get_schema_operation_parameters(self, view):
        return []
