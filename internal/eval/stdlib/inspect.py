from importlib import import_module


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return callable(object) and not isinstance(object, type)


def signature(obj): ...


def getmodule(object, _filename=None):
    return import_module(object.__module__)


def getmembers(object, predicate=None):
    members = [(name, getattr(object, name)) for name in dir(object)]
    if predicate is None:
        return members
    return [(name, value) for name, value in members if predicate(value)]


def getmro(cls):
    return cls.__mro__
