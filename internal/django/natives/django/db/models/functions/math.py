from django.db.models.expressions import Func, Value
from django.db.models.lookups import Transform


class Abs(Transform):
    function = "ABS"

    lookup_name = "abs"


class ACos(Transform):
    function = "ACOS"


class ASin(Transform):
    function = "ASIN"


class ATan(Transform):
    function = "ATAN"


class ATan2(Func):
    function = "ATAN2"


class Ceil(Transform):
    function = "CEILING"

    lookup_name = "ceil"


class Cos(Transform):
    function = "COS"


class Cot(Transform):
    function = "COT"


class Degrees(Transform):
    function = "DEGREES"


class Exp(Transform):
    function = "EXP"


class Floor(Transform):
    function = "FLOOR"

    lookup_name = "floor"


class Ln(Transform):
    function = "LN"


class Log(Func):
    function = "LOG"


class Mod(Func):
    function = "MOD"


class Pi(Func):
    function = "PI"


class Power(Func):
    function = "POWER"


class Radians(Transform):
    function = "RADIANS"


class Random(Func):
    function = "RANDOM"


class Round(Transform):
    function = "ROUND"


class Sign(Transform):
    function = "SIGN"


class Sin(Transform):
    function = "SIN"


class Sqrt(Transform):
    function = "SQRT"


class Tan(Transform):
    function = "TAN"
