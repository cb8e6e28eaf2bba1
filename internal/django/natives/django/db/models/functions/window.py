from django.db.models.expressions import Func, Value
from django.db.models.lookups import Transform


class CumeDist(Func):
    function = "CUME_DIST"


class DenseRank(Func):
    function = "DENSE_RANK"


class FirstValue(Func):
    function = "FIRST_VALUE"


class Lag(Func):
    function = "LAG"


class LastValue(Func):
    function = "LAST_VALUE"


class Lead(Func):
    function = "LEAD"


class NthValue(Func):
    function = "NTH_VALUE"


class Ntile(Func):
    function = "NTILE"


class PercentRank(Func):
    function = "PERCENT_RANK"


class Rank(Func):
    function = "RANK"


class RowNumber(Func):
    function = "ROW_NUMBER"
