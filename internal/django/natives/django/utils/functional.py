import functools


def cached_property(func=None, name=None):
    return functools.cached_property(func)


class classproperty:
    def __init__(self, method=None):
        self.fget = method

    def __get__(self, instance, cls=None):
        return self.fget(cls)

    def getter(self, method):
        self.fget = method
        return self


class Promise:
    pass


def lazy(func, *resultclasses):
    return func


def lazystr(text):
    return str(text)


def keep_lazy(*resultclasses):
    return _same


def keep_lazy_text(func):
    return func


def _same(func):
    return func


class LazyObject:
    pass


class SimpleLazyObject(LazyObject):
    def __new__(cls, func):
        return func()


empty = None


def new_method_proxy(func): ...
def unpickle_lazyobject(wrapped): ...


def partition(predicate, values):
    return ([v for v in values if not predicate(v)], [v for v in values if predicate(v)])
