from django.db.models.expressions import Func
from django.db.models.lookups import Transform


class TimezoneMixin:
    tzinfo = None


class Extract(TimezoneMixin, Transform):
    lookup_name = None

    def __init__(self, expression, lookup_name=None, tzinfo=None, **extra): ...


class ExtractYear(Extract):
    lookup_name = "year"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractIsoYear(Extract):
    lookup_name = "iso_year"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractMonth(Extract):
    lookup_name = "month"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractDay(Extract):
    lookup_name = "day"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractWeek(Extract):
    lookup_name = "week"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractWeekDay(Extract):
    lookup_name = "week_day"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractIsoWeekDay(Extract):
    lookup_name = "iso_week_day"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractQuarter(Extract):
    lookup_name = "quarter"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractHour(Extract):
    lookup_name = "hour"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractMinute(Extract):
    lookup_name = "minute"

    def __init__(self, expression, tzinfo=None, **extra): ...


class ExtractSecond(Extract):
    lookup_name = "second"

    def __init__(self, expression, tzinfo=None, **extra): ...


class Now(Func):
    template = "STATEMENT_TIMESTAMP()"


class TruncBase(TimezoneMixin, Transform):
    kind = None

    def __init__(self, expression, output_field=None, tzinfo=None, **extra): ...


class Trunc(TruncBase):
    def __init__(self, expression, kind, output_field=None, tzinfo=None, **extra): ...


class TruncYear(TruncBase):
    kind = "year"


class TruncQuarter(TruncBase):
    kind = "quarter"


class TruncMonth(TruncBase):
    kind = "month"


class TruncWeek(TruncBase):
    kind = "week"


class TruncDay(TruncBase):
    kind = "day"


class TruncHour(TruncBase):
    kind = "hour"


class TruncMinute(TruncBase):
    kind = "minute"


class TruncSecond(TruncBase):
    kind = "second"


class TruncDate(TruncBase):
    kind = "date"
    lookup_name = "date"


class TruncTime(TruncBase):
    kind = "time"
    lookup_name = "time"
