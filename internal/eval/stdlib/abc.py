class ABCMeta(type):
    pass


class ABC(metaclass=ABCMeta):
    pass


def abstractmethod(func):
    return func


abstractclassmethod = classmethod
abstractstaticmethod = staticmethod
abstractproperty = property
