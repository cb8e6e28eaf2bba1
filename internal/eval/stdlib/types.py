class FunctionType: pass
class ModuleType: pass
class MethodType: pass
class GeneratorType: pass
class MappingProxyType: pass
class TracebackType: pass
NoneType = type(None)
LambdaType = FunctionType


class SimpleNamespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)


def DynamicClassAttribute(fget):
    return property(fget)


def new_class(name, bases=(), kwds=None, exec_body=None):
    return type(name, bases, {})


def MappingProxyType(mapping):
    return mapping
