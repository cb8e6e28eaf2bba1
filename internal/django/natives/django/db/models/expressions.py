from django.utils.functional import cached_property


class Combinable:
    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "/"
    POW = "^"
    MOD = "%%"
    BITAND = "&"
    BITOR = "|"
    BITLEFTSHIFT = "<<"
    BITRIGHTSHIFT = ">>"
    BITXOR = "#"

    def _combine(self, other, connector, reversed):
        if reversed:
            return CombinedExpression(other, connector, self)
        return CombinedExpression(self, connector, other)

    def __neg__(self):
        return self._combine(-1, "*", False)

    def __add__(self, other):
        return self._combine(other, "+", False)

    def __sub__(self, other):
        return self._combine(other, "-", False)

    def __mul__(self, other):
        return self._combine(other, "*", False)

    def __truediv__(self, other):
        return self._combine(other, "/", False)

    def __mod__(self, other):
        return self._combine(other, "%%", False)

    def __pow__(self, other):
        return self._combine(other, "^", False)

    def __and__(self, other):
        from django.db.models.query_utils import Q
        return Q(self) & Q(other)

    def bitand(self, other):
        return self._combine(other, "&", False)

    def bitor(self, other):
        return self._combine(other, "|", False)

    def bitleftshift(self, other):
        return self._combine(other, "<<", False)

    def bitrightshift(self, other):
        return self._combine(other, ">>", False)

    def __or__(self, other):
        from django.db.models.query_utils import Q
        return Q(self) | Q(other)

    def __radd__(self, other):
        return self._combine(other, "+", True)

    def __rsub__(self, other):
        return self._combine(other, "-", True)

    def __rmul__(self, other):
        return self._combine(other, "*", True)

    def __rtruediv__(self, other):
        return self._combine(other, "/", True)

    def __invert__(self):
        return NegatedExpression(self)


class BaseExpression:
    filterable = True
    window_compatible = False
    contains_aggregate = False

    def asc(self, **kwargs):
        return OrderBy(self, **kwargs)

    def desc(self, **kwargs):
        return OrderBy(self, descending=True, **kwargs)

    def reverse_ordering(self):
        return self

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **extra_context):
        return compiler.as_sql(self, function, template, arg_joiner, extra_context)


class _Compiler:
    """What stands for SQLCompiler where an expression's own as_sql is evaluated."""


class Expression(BaseExpression, Combinable):
    def __init__(self, output_field=None):
        self.output_field = output_field


class F(Combinable):
    def __init__(self, name): ...

    def asc(self, **kwargs):
        return OrderBy(self, **kwargs)

    def desc(self, **kwargs):
        return OrderBy(self, descending=True, **kwargs)


class ResolvedOuterRef(F):
    pass


class OuterRef(F):
    pass


class Sliced(F):
    pass


class CombinedExpression(Expression):
    def __init__(self, lhs, connector, rhs, output_field=None): ...


class DurationExpression(CombinedExpression):
    pass


class TemporalSubtraction(CombinedExpression):
    pass


class Func(Expression):
    function = None
    template = "%(function)s(%(expressions)s)"
    arg_joiner = ", "
    arity = None

    def __init__(self, *expressions, output_field=None, **extra): ...

    def get_source_expressions(self):
        return list(self.expressions)

    @property
    def source_expressions(self):
        return self.get_source_expressions()


class Value(Expression):
    def __init__(self, value, output_field=None): ...


class RawSQL(Expression):
    def __init__(self, sql, params, output_field=None): ...


class Star(Expression):
    pass


class Col(Expression):
    def __init__(self, alias, target, output_field=None): ...


class Ref(Expression):
    def __init__(self, refs, source): ...


class ExpressionList(Func):
    template = "%(expressions)s"


class ExpressionWrapper(Expression):
    def __init__(self, expression, output_field): ...


class NegatedExpression(Expression):
    def __init__(self, expression): ...


class When(Expression):
    def __init__(self, condition=None, then=None, **lookups): ...


class Case(Expression):
    def __init__(self, *cases, default=None, output_field=None, **extra): ...


class Subquery(BaseExpression, Combinable):
    def __init__(self, queryset, output_field=None, **extra): ...


class Exists(Subquery):
    def __init__(self, queryset, **kwargs): ...


class OrderBy(Expression):
    def __init__(self, expression, descending=False, nulls_first=None, nulls_last=None): ...


class Window(Expression):
    def __init__(self, expression, partition_by=None, order_by=None, frame=None, output_field=None): ...


class WindowFrame(Expression):
    def __init__(self, start=None, end=None, exclusion=None): ...


class RowRange(WindowFrame):
    pass


class ValueRange(WindowFrame):
    pass


class WindowFrameExclusion:
    CURRENT_ROW = "CURRENT ROW"
    GROUP = "GROUP"
    TIES = "TIES"
    NO_OTHERS = "NO OTHERS"


class SQLiteNumericMixin:
    pass
