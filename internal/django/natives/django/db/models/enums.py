import enum

__all__ = ["Choices", "IntegerChoices", "TextChoices"]


class ChoicesType(enum.EnumMeta):
    @property
    def names(cls):
        empty = ["__empty__"] if hasattr(cls, "__empty__") else []
        return empty + [member.name for member in cls]

    @property
    def choices(cls):
        empty = [(None, cls.__empty__)] if hasattr(cls, "__empty__") else []
        return empty + [(member.value, member.label) for member in cls]

    @property
    def labels(cls):
        return [label for _, label in cls.choices]

    @property
    def values(cls):
        return [value for value, _ in cls.choices]


ChoicesMeta = ChoicesType


class Choices(enum.Enum, metaclass=ChoicesType):
    def __init__(self, *args):
        if len(args) > 1:
            self.label = args[-1]
            values = args[:-1]
            self._value_ = values[0] if len(values) == 1 else tuple(values)
        else:
            self.label = self._name_.replace("_", " ").title()

    def __str__(self):
        return str(self.value)

    do_not_call_in_templates = enum.property(lambda self: True)


class IntegerChoices(int, Choices):
    pass


class TextChoices(str, Choices):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name
