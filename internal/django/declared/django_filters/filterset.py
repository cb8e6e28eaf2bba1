from enum import Enum


class UnknownFieldBehavior(Enum):
    pass


class FilterSetOptions:
    pass


class FilterSetMetaclass(type):
    pass


class BaseFilterSet:
    pass


class FilterSet(BaseFilterSet):
    pass
