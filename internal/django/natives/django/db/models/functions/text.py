from django.db.models.expressions import Func, Value
from django.db.models.lookups import Transform


class Chr(Transform):
    function = "CHR"


class Concat(Func):
    function = "CONCAT"


class ConcatPair(Func):
    function = "CONCAT"


class Left(Func):
    function = "LEFT"


    def __init__(self, expression, length, **extra): ...


class Length(Transform):
    function = "LENGTH"

    lookup_name = "length"


class Lower(Transform):
    function = "LOWER"

    lookup_name = "lower"


class LPad(Func):
    function = "LPAD"


    def __init__(self, expression, length, fill_text=Value(" "), **extra): ...


class LTrim(Transform):
    function = "LTRIM"

    lookup_name = "ltrim"


class MD5(Transform):
    function = "MD5"


class Ord(Transform):
    function = "ASCII"


class Repeat(Func):
    function = "REPEAT"


    def __init__(self, expression, number, **extra): ...


class Replace(Func):
    function = "REPLACE"


    def __init__(self, expression, text, replacement=Value(""), **extra): ...


class Reverse(Transform):
    function = "REVERSE"


class Right(Func):
    function = "RIGHT"


    def __init__(self, expression, length, **extra): ...


class RPad(Func):
    function = "RPAD"


    def __init__(self, expression, length, fill_text=Value(" "), **extra): ...


class RTrim(Transform):
    function = "RTRIM"

    lookup_name = "rtrim"


class SHA1(Transform):
    function = "SHA1"


class SHA224(Transform):
    function = "SHA224"


class SHA256(Transform):
    function = "SHA256"


class SHA384(Transform):
    function = "SHA384"


class SHA512(Transform):
    function = "SHA512"


class StrIndex(Func):
    function = "STRPOS"


class Substr(Func):
    function = "SUBSTRING"


    def __init__(self, expression, pos, length=None, **extra): ...


class Trim(Transform):
    function = "TRIM"

    lookup_name = "trim"


class Upper(Transform):
    function = "UPPER"

    lookup_name = "upper"
