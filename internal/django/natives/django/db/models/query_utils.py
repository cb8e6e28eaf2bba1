from django.utils import tree


class Q(tree.Node):
    AND = "AND"
    OR = "OR"
    XOR = "XOR"
    default = AND
    conditional = True

    def __init__(self, *args, _connector=None, _negated=False, **kwargs): ...
    def _joinable(self, *values): ...
    def _combine(self, other, connector): ...
    def __or__(self, other): ...
    def __and__(self, other): ...
    def __xor__(self, other): ...

    def __invert__(self):
        inverted = Q(_connector=self.connector)
        inverted.children = list(self.children)
        inverted.negated = not self.negated
        return inverted

    def __len__(self):
        return len(self.children)

    def add(self, data, conn_type):
        if self.connector != conn_type:
            inner = Q(_connector=self.connector, _negated=self.negated)
            inner.children = list(self.children)
            self.connector = conn_type
            self.negated = False
            self.children = [inner]
        self.children.append(data)


class FilteredRelation:
    def __init__(self, relation_name, *, condition=Q()): ...


class DeferredAttribute:
    def __init__(self, field): ...


class PathInfo:
    pass


class RegisterLookupMixin:
    @classmethod
    def register_lookup(cls, lookup, lookup_name=None):
        return lookup

    def get_lookup(self, lookup_name): ...
    def get_transform(self, lookup_name): ...


class InvalidQuery(Exception):
    pass


def subclasses(cls): ...
def refs_expression(lookup_parts, annotations): ...
def check_rel_lookup_compatibility(model, target_opts, field): ...
