#!/usr/bin/env python3
"""Facts about models that a schema does not show: kinds of fields, relations, managers, bases.

    facts.py --output FILE                          inside an environment with DJANGO_SETTINGS_MODULE
    facts.py --compare REAL DECLARED [--limit N]    status 1 where a declared fact is not the real one

A base or an ancestor of a manager counts where it is a class of a model, a manager or a queryset, and
field classes up to Django's own: mixins without a part in the schema or in queries may be left out.
"""

import argparse
import json
import pathlib
import sys

UNDECLARED = {
    "index_entries",  # a generic relation that wagtail's search adds to every indexed model
}
LEFT_OUT = {
    "MoneyManager",  # takes Money values apart, changes no query
    "DisabledQuerySet",  # refuses to work outside of a scope
}
STAND_IN = {
    # Declared as a ManyToManyField, which it behaves like in a query; the real one imitates it.
    "TaggableManager": ("ManyToManyField",),
    "ClusterTaggableManager": ("ManyToManyField",),
}


def ancestors(cls, kind, left_out=()):
    """Names of the classes of this kind in the method resolution order, Django's factories left out."""
    return [
        base.__name__
        for base in cls.__mro__
        if issubclass(base, kind)
        and base is not kind
        and "From" not in base.__name__
        and base.__name__ not in {*LEFT_OUT, *left_out}
    ]


def field_facts(field):
    from django.db import models

    facts = {"class": type(field).__name__, "column": field.column if field.concrete else None}
    if facts["class"] in STAND_IN:
        facts["column"] = None
    relation = field.remote_field
    if relation is not None:
        target = relation.model if isinstance(relation.model, str) else relation.model._meta.label
        on_delete = getattr(relation, "on_delete", None)
        facts |= {
            "to": target,
            "related_name": relation.related_name,
            "query_name": relation.related_query_name,
            "on_delete": getattr(getattr(on_delete, "action", on_delete), "__name__", None),
            "parent_link": getattr(relation, "parent_link", None),
        }
        through = getattr(relation, "through", None)
        if through is not None:
            facts["through"] = through if isinstance(through, str) else through._meta.label
    for name in ("ct_field", "fk_field", "object_id_field_name", "content_type_field_name"):
        if hasattr(field, name):
            facts[name] = getattr(field, name)
    facts["bases"] = ancestors(type(field), models.Field, STAND_IN.get(type(field).__name__, ()))
    return facts


def manager_facts(manager):
    from django.db import models

    return {
        "bases": ancestors(type(manager), models.Manager),
        "queryset": ancestors(type(manager.get_queryset()), models.QuerySet),
    }


def model_facts(model):
    from django.db import models

    meta = model._meta
    fields = [
        field
        for field in [*meta.local_fields, *meta.local_many_to_many, *meta.private_fields]
        if field.name not in UNDECLARED
    ]
    return {
        "bases": ancestors(model, models.Model),
        "fields": {field.name: field_facts(field) for field in fields},
        "managers": {manager.name: manager_facts(manager) for manager in meta.managers},
        "default_manager": meta.default_manager and meta.default_manager.name,
        "get_latest_by": meta.get_latest_by,
        "swappable": meta.swappable,
        "proxy_of": meta.proxy_for_model and meta.proxy_for_model._meta.label,
    }


def app_facts(config):
    return {"name": config.name, "default_auto_field": config.default_auto_field, "class": type(config).__name__}


def dump():
    import django
    from django.apps import apps

    django.setup()
    facts = {model._meta.label: model_facts(model) for model in apps.get_models(include_auto_created=True)}
    facts |= {f"app {config.label}": app_facts(config) for config in apps.get_app_configs()}
    return facts


def flat(value, path=()):
    """Leaves of nested dictionaries by their path; a list is one leaf."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from flat(part, (*path, key))
    else:
        yield ".".join(path), value


def compare(real, declared, limit):
    expected, actual = dict(flat(real)), dict(flat(declared))
    wrong = [
        f"{key}: real {expected.get(key)!r}, declared {actual.get(key)!r}"
        for key in sorted(expected.keys() | actual.keys())
        if expected.get(key) != actual.get(key)
    ]
    print(f"facts: {len(expected)} real, {len(actual)} declared, {len(wrong)} different")
    for line in wrong[:limit]:
        print(line)
    return int(bool(wrong))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--compare", nargs=2, type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=20)
    options = parser.parse_args()
    if options.compare:
        real, declared = (json.loads(path.read_text(encoding="utf-8")) for path in options.compare)
        return compare(real, declared, options.limit)
    text = json.dumps(dump(), default=str, indent=0, sort_keys=True)
    options.output.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
