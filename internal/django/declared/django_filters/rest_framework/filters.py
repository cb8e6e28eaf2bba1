from django_filters.filters import BooleanFilter


class BooleanFilter(BooleanFilter):
    pass
