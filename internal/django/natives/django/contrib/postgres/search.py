from django.db.models import Expression, Field, Func
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Lookup


class SearchVectorExact(Lookup):
    lookup_name = "exact"


class SearchVectorField(Field):
    def db_type(self, connection):
        return "tsvector"


class SearchQueryField(Field):
    def db_type(self, connection):
        return "tsquery"


class SearchConfig(Expression):
    def __init__(self, config): ...


class SearchVectorCombinable:
    ADD = "||"

    def _combine(self, other, connector, reversed):
        if reversed:
            return CombinedSearchVector(other, "||", self, self.config)
        return CombinedSearchVector(self, "||", other, self.config)


class SearchVector(SearchVectorCombinable, Func):
    function = "to_tsvector"

    def __init__(self, *expressions, config=None, weight=None): ...


class CombinedSearchVector(SearchVectorCombinable, CombinedExpression):
    def __init__(self, lhs, connector, rhs, config, output_field=None): ...


class SearchQueryCombinable:
    pass


class SearchQuery(SearchQueryCombinable, Func):
    def __init__(self, value, output_field=None, *, config=None, invert=False, search_type="plain"): ...


class SearchRank(Func):
    function = "ts_rank"

    def __init__(self, vector, query, weights=None, normalization=None, cover_density=False): ...


class SearchHeadline(Func):
    function = "ts_headline"


class TrigramBase(Func):
    def __init__(self, expression, string, **extra): ...


class TrigramWordBase(Func):
    def __init__(self, string, expression, **extra): ...


class TrigramSimilarity(TrigramBase):
    function = "SIMILARITY"


class TrigramDistance(TrigramBase):
    function = ""


class TrigramWordSimilarity(TrigramWordBase):
    function = "WORD_SIMILARITY"


class TrigramWordDistance(TrigramWordBase):
    function = ""


class TrigramStrictWordSimilarity(TrigramWordBase):
    function = "STRICT_WORD_SIMILARITY"


class Lexeme(Expression):
    def __init__(self, value, **kwargs): ...
