class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0): ...
    def __bool__(self): ...


class tzinfo:
    pass


class timezone(tzinfo):
    def __init__(self, offset, name=None): ...


timezone.utc = timezone(timedelta(0))
UTC = timezone.utc
MINYEAR = 1
MAXYEAR = 9999


class date:
    def __init__(self, year, month, day): ...
    @classmethod
    def today(cls): ...
    @classmethod
    def fromisoformat(cls, text): ...


class time:
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0): ...


class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0): ...
    @classmethod
    def now(cls, tz=None): ...
    @classmethod
    def utcnow(cls): ...
