class Decimal:
    def __init__(self, value="0", context=None): ...
    def __bool__(self): ...


class InvalidOperation(ArithmeticError):
    pass


ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_DOWN = "ROUND_DOWN"
ROUND_UP = "ROUND_UP"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
