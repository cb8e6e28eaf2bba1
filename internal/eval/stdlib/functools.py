def partial(func, /, *args, **kwargs): ...


def wraps(wrapped, assigned=(), updated=()): ...


def update_wrapper(wrapper, wrapped, assigned=(), updated=()):
    return wraps(wrapped)(wrapper)


def cached_property(func): ...


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return maxsize
    return _same


def cache(func):
    return func


def total_ordering(cls):
    return cls


def singledispatch(func):
    return func


def singledispatchmethod(func):
    return func


def partialmethod(func, /, *args, **kwargs): ...


def reduce(function, iterable, *initial):
    elements = list(iterable)
    if initial:
        result = initial[0]
    else:
        result = elements[0]
        elements = elements[1:]
    for element in elements:
        result = function(result, element)
    return result


def _same(func):
    return func
