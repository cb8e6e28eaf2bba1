import enum

from django.db import models


class Colour(models.TextChoices):
    RED = "red", "Red"
    GREEN = "green"
    VERY_LONG_NAME = enum.auto()
    EMPTY = ""


class Level(models.IntegerChoices):
    LOW = 1
    HIGH = 20
    __empty__ = "(none)"


class Kind(enum.Enum):
    A = "a"
    LONG = "a long value"
    NUMBER = 7


class Mixed(str, enum.Enum):
    ONE = "one"
    THREE = "three"

    @classmethod
    def choices(cls):
        return [(m.value, m.name.title()) for m in cls]

    @classmethod
    def longest(cls):
        return max(len(m.value) for m in cls)


class Size(enum.IntEnum):
    TINY = 4
    SMALL = TINY * 2
    LARGE = enum.auto()


class Flag(enum.IntFlag):
    READ = enum.auto()
    WRITE = enum.auto()
    EXECUTE = enum.auto()


class Named(enum.StrEnum):
    FIRST_NAME = enum.auto()
    LAST = "l"


Functional = enum.Enum("Functional", "ALPHA BETA")
Pairs = models.TextChoices("Pairs", "LEFT RIGHT_SIDE")
