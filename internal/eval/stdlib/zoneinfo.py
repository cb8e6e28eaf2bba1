from datetime import tzinfo


class ZoneInfo(tzinfo):
    def __init__(self, key): ...


class ZoneInfoNotFoundError(KeyError):
    pass


def available_timezones(): ...
