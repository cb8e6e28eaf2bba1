#!/usr/bin/env python3
"""Dump what Django and PostgreSQL themselves say about a project's schema.

    schema_dump.py [--migrated | --as-is] [--output FILE]

Runs inside the project's virtual environment, with DJANGO_SETTINGS_MODULE, PYTHONPATH and
ORMLINT_ORACLE_ROOT set (setup_project.py writes them to a file to be sourced).  It creates the
database of the settings anew, builds every table in it, reads PostgreSQL's catalogue, joins it
with Django's app registry and prints the JSON of `ormlint models`, one model a line.

Tables are built from the models with all migrations disabled; --migrated runs the project's
real migrations instead; --as-is reads the database as it stands.  A settings file may define
ORACLE_PREPARE_SQL, a list of statements that the models need before their tables are made
(extensions, collations).

Fields beyond the contract: `package` (the model's source is outside the root), `nulls` on a term whose
NULLS order is not the default, `nulls_distinct` false on an index, `settings` with the facts of the
settings that decide the schema, and `unmodelled`: tables and columns that no model accounts for.
"""

import argparse
import ast
import functools
import json
import os
import pathlib
import platform
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import F
from django.db.models.expressions import OrderBy
from django.db.models.signals import post_migrate, pre_migrate

COLUMNS_SQL = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum
"""

INDEXES_SQL = """
    SELECT t.relname, i.relname, am.amname, x.indisunique, x.indisprimary, x.indnkeyatts, k.n,
           CASE WHEN x.indkey[k.n - 1] = 0 THEN NULL ELSE a.attname END,
           pg_get_indexdef(x.indexrelid, k.n, false),
           x.indoption[k.n - 1]::int,
           CASE WHEN oc.opcdefault THEN '' ELSE oc.opcname END,
           pg_get_expr(x.indpred, x.indrelid), {nulls_not_distinct}
    FROM pg_index x
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_am am ON am.oid = i.relam
    CROSS JOIN LATERAL generate_series(1, x.indnatts) AS k(n)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[k.n - 1]
    LEFT JOIN pg_opclass oc ON k.n <= x.indnkeyatts AND oc.oid = x.indclass[k.n - 1]
    WHERE t.relnamespace = current_schema()::regnamespace AND x.indisvalid
    ORDER BY t.relname, i.relname, k.n
"""

FOREIGN_KEYS_SQL = """
    SELECT t.relname, a.attname, r.relname, b.attname
    FROM pg_constraint con
    JOIN pg_class t ON t.oid = con.conrelid
    JOIN pg_class r ON r.oid = con.confrelid
    CROSS JOIN LATERAL unnest(con.conkey, con.confkey) AS k(child, parent)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.child
    JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = k.parent
    WHERE con.contype = 'f' AND t.relnamespace = current_schema()::regnamespace
"""

DESC, NULLS_FIRST = 1, 2  # the bits of pg_index.indoption


def create_database():
    """Drop and create the database of the settings."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")


def build_tables(migrated):
    if not migrated:
        disable_migrations()
        with connection.cursor() as cursor:
            for statement in getattr(settings, "ORACLE_PREPARE_SQL", []):
                cursor.execute(statement)
    call_command(Migrate(), run_syncdb=not migrated, interactive=False, verbosity=0, skip_checks=True)


def disable_migrations():
    """Say of every app that it has no migrations, and stop the receivers that expect rows of theirs."""
    MigrationLoader.migrations_module = classmethod(lambda cls, label: (None, True))
    for signal in (pre_migrate, post_migrate):
        signal.receivers = []
        signal.sender_receivers_cache.clear()


def refuse_half_migrated():
    """End the program where migrations have begun in the database and are not all applied."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if executor.loader.applied_migrations and pending:
        sys.exit(f"{len(pending)} migrations are not applied: this database is no truth")


def contract_type(format_type):
    """PostgreSQL's own spelling, except for varchar, which the contract abbreviates."""
    return format_type.replace("character varying", "varchar")


def read_catalogue():
    """Three mappings by table name: columns, indexes, foreign keys of the current schema."""
    columns, indexes, foreign_keys = {}, {}, {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS_SQL)
        for table, name, type_name, not_null in cursor.fetchall():
            columns.setdefault(table, {})[name] = {"db_type": contract_type(type_name), "null": not not_null}
        has_nulls_not_distinct = connection.pg_version >= 150000
        cursor.execute(
            INDEXES_SQL.format(nulls_not_distinct="x.indnullsnotdistinct" if has_nulls_not_distinct else "false")
        )
        for row in cursor.fetchall():
            add_index_column(indexes.setdefault(row[0], {}), row[1:])
        cursor.execute(FOREIGN_KEYS_SQL)
        for table, column, target, target_column in cursor.fetchall():
            foreign_keys.setdefault(table, {})[column] = {"table": target, "column": target_column, "constraint": True}
    return columns, indexes, foreign_keys


def add_index_column(table_indexes, row):
    (name, method, unique, primary, key_count, position,
     column, definition, option, opclass, where, nulls_not_distinct) = row
    index = table_indexes.setdefault(name, {
        "name": name, "method": method, "unique": unique, "primary": primary,
        "terms": [], "include": [], "where": where,
    })
    if nulls_not_distinct:
        index["nulls_distinct"] = False
    if position > key_count:
        index["include"].append(column)
        return
    term = {"column": column} if column is not None else {"expression": definition}
    desc, nulls_first = bool(option & DESC), bool(option & NULLS_FIRST)
    term.update(desc=desc, opclass=opclass)
    if desc != nulls_first:
        term["nulls"] = "first" if nulls_first else "last"
    index["terms"].append(term)


# Where a class was written.


@functools.lru_cache(maxsize=None)
def class_lines(filename):
    """Qualified class name to line of its `class` statement; of several, the last."""
    lines = {}

    def visit(node, prefix):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                lines[prefix + child.name] = child.lineno
                visit(child, prefix + child.name + ".")
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                visit(child, prefix + child.name + ".<locals>.")
            else:
                visit(child, prefix)

    visit(ast.parse(pathlib.Path(filename).read_bytes()), "")
    return lines


def source_candidates(model):
    """Files that may hold a class: its module's, and those of its own methods (__module__ can be reassigned)."""
    yield getattr(sys.modules.get(model.__module__), "__file__", None)
    for member in vars(model).values():
        code = getattr(member, "__code__", None)
        if code and member.__qualname__.startswith(model.__qualname__ + "."):
            yield code.co_filename


def location(model, root):
    """(file, line, package) of a model; an automatic through table has its owner's."""
    model = model._meta.auto_created or model
    candidates = [name for name in source_candidates(model) if name and name.endswith(".py")]
    if not candidates:
        return None, None, True
    filename = next((name for name in candidates if model.__qualname__ in class_lines(name)), candidates[0])
    line = class_lines(filename).get(model.__qualname__)
    path = pathlib.Path(filename).resolve()
    if root in path.parents:
        return path.relative_to(root).as_posix(), line, False
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[len(parts) - parts[::-1].index("site-packages"):]), line, True
    return path.name, line, True


# What Django's model says about columns and indexes.


def foreign_key_target(field):
    """The concrete field at the end of a chain of foreign keys' targets."""
    target = field.target_field
    return {"table": target.model._meta.db_table, "column": target.column, "constraint": False}


def column_entry(name, facts, field, references):
    if references is None and field is not None and isinstance(field, models.ForeignKey):
        references = foreign_key_target(field)
    return {
        "field": field.name if field else None,
        "column": name,
        "type": type(field).__name__ if field else None,
        "db_type": facts["db_type"],
        "null": facts["null"],
        "primary_key": bool(field and field.primary_key),
        "unique": bool(field and field.unique),
        "references": references,
    }


def declared_columns(model):
    """The columns of a table that is not in the database, as the model declares them."""
    return {
        field.column: {"db_type": field.db_type(connection), "null": field.null}
        for field in model._meta.local_concrete_fields
        if field.db_type(connection) is not None
    }


def index_origin(index, model):
    """Which declaration made an index, or None where the model does not tell."""
    meta = model._meta
    if index["primary"]:
        return "primary_key"
    if meta.auto_created:
        return "m2m"
    if index["name"] in map(stored_name, meta.indexes):
        return "meta"
    if index["name"] in map(stored_name, meta.constraints):
        return "constraint"
    columns = [term.get("column") for term in index["terms"]]
    if None in columns:
        return None

    def is_group(groups):
        return columns in [[meta.get_field(name).column for name in group] for group in groups]

    if index["unique"] and is_group(meta.unique_together):
        return "unique_together"
    groups = [[name for name, _ in declaration.fields_orders] for declaration in meta.indexes]
    groups += getattr(meta, "index_together", ())  # gone in Django 5.1
    if not index["unique"] and len(columns) > 1 and is_group(groups):
        return "meta"  # a migrated database can have it under another name
    field = next((field for field in meta.local_concrete_fields if [field.column] == columns), None)
    return field and single_column_origin(index, field)


def stored_name(declaration):
    """The name that PostgreSQL keeps: its first 63 bytes."""
    return declaration.name.encode()[:63].decode(errors="ignore")


def single_column_origin(index, field):
    if index["unique"]:
        return "unique" if field.unique else None
    if index["name"].endswith("_like"):
        return "like"
    if not field.db_index and not getattr(field, "spatial_index", False):
        return None
    return "foreign_key" if isinstance(field, models.ForeignKey) else "field"


def index_entry(index, model):
    return {**index, "origin": index_origin(index, model)}


def ordering_entry(term):
    """`-name` for a plain descending column; other expressions as Django prints them."""
    if isinstance(term, OrderBy) and isinstance(term.expression, F) and not (term.nulls_first or term.nulls_last):
        return ("-" if term.descending else "") + term.expression.name
    if isinstance(term, F):
        return term.name
    return str(term)


def model_entry(model, root, catalogue):
    columns, indexes, foreign_keys = catalogue
    meta = model._meta
    table = meta.db_table.strip('"')
    file, line, package = location(model, root)
    entry = {
        "label": meta.label, "module": model.__module__, "file": file, "line": line, "package": package,
        "table": table, "managed": meta.managed, "proxy": meta.proxy, "auto_created": bool(meta.auto_created),
        "silo": None, "columns": [], "indexes": [], "ordering": [ordering_entry(term) for term in meta.ordering],
    }
    if not meta.proxy:
        fields = {field.column: field for field in meta.local_concrete_fields}
        for name, facts in columns.get(table, declared_columns(model)).items():
            references = foreign_keys.get(table, {}).get(name)
            entry["columns"].append(column_entry(name, facts, fields.get(name), references))
        entry["indexes"] = [index_entry(index, model) for index in indexes.get(table, {}).values()]
    return entry


def unmodelled(entries, columns):
    """Tables and columns of the database that no model accounts for."""
    modelled = {entry["table"] for entry in entries if not entry["proxy"]}
    tables = sorted(set(columns) - modelled - {"django_migrations"})
    extra = sorted({
        f"{entry['table']}.{column['column']}"
        for entry in entries for column in entry["columns"] if column["field"] is None
    })
    return {"tables": tables, "columns": extra}


def settings_facts(root):
    """The settings that decide what the schema is, as Django resolved them."""
    return {
        "AUTH_USER_MODEL": settings.AUTH_USER_MODEL,
        "DEFAULT_AUTO_FIELD": settings.DEFAULT_AUTO_FIELD,
        "apps": [
            {"name": config.name, "label": config.label, "config": f"{type(config).__module__}.{type(config).__name__}",
             "default_auto_field": config.default_auto_field,
             "package": root not in pathlib.Path(config.path).resolve().parents}
            for config in apps.get_app_configs()
        ],
    }


def dump(root):
    catalogue = read_catalogue()
    entries = [model_entry(model, root, catalogue) for model in apps.get_models(include_auto_created=True)]
    entries.sort(key=lambda entry: entry["label"])
    return {
        "version": 1,
        "project": os.environ.get("ORMLINT_ORACLE_PROJECT"),
        "django": django.get_version(),
        "python": platform.python_version(),
        "postgresql": connection.pg_version // 10000,
        "settings": settings_facts(root),
        "unmodelled": unmodelled(entries, catalogue[0]),
        "models": entries,
    }


def write(result, stream):
    """Compact JSON with one model a line."""
    head = {key: value for key, value in result.items() if key != "models"}
    text = json.dumps(head, separators=(",", ":"), ensure_ascii=False)
    lines = ",\n".join(json.dumps(entry, separators=(",", ":"), ensure_ascii=False) for entry in result["models"])
    stream.write(f'{text[:-1]},"models":[\n{lines}\n]}}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    origin = parser.add_mutually_exclusive_group()
    origin.add_argument("--migrated", action="store_true", help="run the real migrations")
    origin.add_argument("--as-is", action="store_true", help="read the database as it stands")
    parser.add_argument("--output", type=pathlib.Path, help="file to write (default: standard output)")
    options = parser.parse_args()
    django.setup()
    if options.as_is:
        refuse_half_migrated()
    else:
        create_database()
        build_tables(options.migrated)
    result = dump(pathlib.Path(os.environ["ORMLINT_ORACLE_ROOT"]).resolve())
    if options.output:
        with options.output.open("w", encoding="utf-8") as stream:
            write(result, stream)
    else:
        write(result, sys.stdout)


if __name__ == "__main__":
    main()
