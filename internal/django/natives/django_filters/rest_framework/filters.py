from django_filters.filters import *
from django_filters.filters import BooleanFilter as PlainBooleanFilter


class BooleanFilter(PlainBooleanFilter):
    pass
