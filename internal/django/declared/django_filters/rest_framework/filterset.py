from django_filters.filterset import FilterSet


class FilterSet(FilterSet):
    pass
