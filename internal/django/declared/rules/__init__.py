from rules.permissions import add_perm
from rules.predicates import (
    Predicate,
    always_allow,
    always_deny,
    always_false,
    always_true,
    is_active,
    is_authenticated,
    is_staff,
    is_superuser,
    predicate,
)


def add_rule(name, predicate):
    pass
