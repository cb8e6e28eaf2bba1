class _ParseDateTimeMixin:
    pass


class Widget:
    pass


class NumberWidget(Widget):
    pass


class FloatWidget(NumberWidget):
    pass


class IntegerWidget(NumberWidget):
    pass


class DecimalWidget(NumberWidget):
    pass


class CharWidget(Widget):
    pass


class BooleanWidget(Widget):
    pass


class DateWidget(_ParseDateTimeMixin, Widget):
    pass


class DateTimeWidget(_ParseDateTimeMixin, Widget):
    pass


class TimeWidget(_ParseDateTimeMixin, Widget):
    pass


class DurationWidget(Widget):
    pass


class SimpleArrayWidget(Widget):
    pass


class JSONWidget(Widget):
    pass


class ForeignKeyWidget(Widget):
    pass


class _CachedQuerySetWrapper:
    pass


class CachedForeignKeyWidget(ForeignKeyWidget):
    pass


class ManyToManyWidget(Widget):
    pass
