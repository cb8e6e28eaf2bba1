class EnumMeta(type):
    pass


EnumType = EnumMeta


class Enum(metaclass=EnumMeta):
    pass


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    pass


class StrEnum(str, ReprEnum):
    pass


class Flag(Enum):
    pass


class IntFlag(int, ReprEnum, Flag):
    pass


class auto:
    pass


class property(property):
    pass


class nonmember:
    def __init__(self, value): ...


class member:
    def __init__(self, value): ...


class _Decorator:
    def __call__(self, cls):
        return cls


def unique(cls):
    return cls


def verify(*constraints):
    return unique


UNIQUE = CONTINUOUS = NAMED_FLAGS = None
