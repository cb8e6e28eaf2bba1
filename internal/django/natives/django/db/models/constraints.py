from enum import Enum

__all__ = ["BaseConstraint", "CheckConstraint", "Deferrable", "UniqueConstraint"]


class BaseConstraint:
    def __init__(self, *args, name, violation_error_code=None, violation_error_message=None): ...


class CheckConstraint(BaseConstraint):
    def __init__(self, *, condition=None, check=None, name, violation_error_code=None, violation_error_message=None): ...


class Deferrable(Enum):
    DEFERRED = "deferred"
    IMMEDIATE = "immediate"


class UniqueConstraint(BaseConstraint):
    def __init__(
        self, *expressions, fields=(), name=None, condition=None, deferrable=None, include=None, opclasses=(),
        nulls_distinct=None, violation_error_code=None, violation_error_message=None,
    ): ...
