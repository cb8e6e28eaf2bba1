from django.db.models.expressions import Expression, Func
from django.db.models.query_utils import RegisterLookupMixin


class Lookup(Expression):
    lookup_name = None
    prepare_rhs = True

    def __init__(self, lhs, rhs): ...


class Transform(RegisterLookupMixin, Func):
    bilateral = False
    arity = 1

    @property
    def lhs(self):
        return self.get_source_expressions()[0]


class BuiltinLookup(Lookup): pass
class FieldGetDbPrepValueMixin: pass
class FieldGetDbPrepValueIterableMixin(FieldGetDbPrepValueMixin): pass
class PostgresOperatorLookup(Lookup):
    postgres_operator = None


class Exact(FieldGetDbPrepValueMixin, BuiltinLookup):
    lookup_name = "exact"


class IExact(BuiltinLookup):
    lookup_name = "iexact"


class GreaterThan(FieldGetDbPrepValueMixin, BuiltinLookup):
    lookup_name = "gt"


class GreaterThanOrEqual(FieldGetDbPrepValueMixin, BuiltinLookup):
    lookup_name = "gte"


class LessThan(FieldGetDbPrepValueMixin, BuiltinLookup):
    lookup_name = "lt"


class LessThanOrEqual(FieldGetDbPrepValueMixin, BuiltinLookup):
    lookup_name = "lte"


class In(FieldGetDbPrepValueIterableMixin, BuiltinLookup):
    lookup_name = "in"


class PatternLookup(BuiltinLookup):
    pass


class Contains(PatternLookup):
    lookup_name = "contains"


class IContains(Contains):
    lookup_name = "icontains"


class StartsWith(PatternLookup):
    lookup_name = "startswith"


class IStartsWith(StartsWith):
    lookup_name = "istartswith"


class EndsWith(PatternLookup):
    lookup_name = "endswith"


class IEndsWith(EndsWith):
    lookup_name = "iendswith"


class Range(FieldGetDbPrepValueIterableMixin, BuiltinLookup):
    lookup_name = "range"


class IsNull(BuiltinLookup):
    lookup_name = "isnull"


class Regex(BuiltinLookup):
    lookup_name = "regex"


class IRegex(Regex):
    lookup_name = "iregex"
