class BaseThrottle:
    pass


class SimpleRateThrottle(BaseThrottle):
    pass


class AnonRateThrottle(SimpleRateThrottle):
    pass


class UserRateThrottle(SimpleRateThrottle):
    pass


class ScopedRateThrottle(SimpleRateThrottle):
    pass
