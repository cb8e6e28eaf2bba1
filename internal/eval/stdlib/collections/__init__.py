def OrderedDict(*args, **kwargs):
    return dict(*args, **kwargs)


def defaultdict(default_factory=None, *args, **kwargs): ...


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None): ...


def deque(iterable=(), maxlen=None):
    return list(iterable)


def ChainMap(*maps):
    merged = {}
    for mapping in reversed(maps):
        merged.update(mapping)
    return merged


def Counter(*args, **kwargs): ...


class UserDict:
    pass


class UserList:
    pass


class UserString:
    pass
