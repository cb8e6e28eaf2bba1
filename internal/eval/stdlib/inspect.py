def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return callable(object) and not isinstance(object, type)


def signature(obj): ...
def getmembers(object, predicate=None): ...
def getmro(cls):
    return cls.__mro__
