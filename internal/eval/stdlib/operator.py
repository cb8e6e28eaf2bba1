def or_(a, b):
    return a | b


def and_(a, b):
    return a & b


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def xor(a, b):
    return a ^ b


def eq(a, b):
    return a == b


def ne(a, b):
    return a != b


def lt(a, b):
    return a < b


def gt(a, b):
    return a > b


def not_(a):
    return not a


def contains(a, b):
    return b in a


ior = or_
iand = and_


def itemgetter(*items):
    def get(obj):
        if len(items) == 1:
            return obj[items[0]]
        return tuple(obj[item] for item in items)
    return get


def attrgetter(*names):
    def get(obj):
        if len(names) == 1:
            return getattr(obj, names[0])
        return tuple(getattr(obj, name) for name in names)
    return get


def methodcaller(name, *args, **kwargs):
    def call(obj):
        return getattr(obj, name)(*args, **kwargs)
    return call
