class BaseIterable:
    pass


class ModelIterable(BaseIterable):
    pass


class ValuesIterable(BaseIterable):
    pass


class ValuesListIterable(ValuesIterable):
    pass


class QuerySet:
    def __init__(self, model=None, query=None, using=None, hints=None): ...
    @classmethod
    def as_manager(cls): ...
    def __class_getitem__(cls, *args, **kwargs):
        return cls


class RawQuerySet:
    def __init__(self, raw_query, model=None, query=None, params=(), translations=None, using=None, hints=None): ...


class Prefetch:
    def __init__(self, lookup, queryset=None, to_attr=None): ...


class InstanceCheckMeta(type):
    pass


class EmptyQuerySet(metaclass=InstanceCheckMeta):
    pass


def prefetch_related_objects(model_instances, *related_lookups): ...
def aprefetch_related_objects(model_instances, *related_lookups): ...


REPR_OUTPUT_SIZE = 20
MAX_GET_RESULTS = 21
