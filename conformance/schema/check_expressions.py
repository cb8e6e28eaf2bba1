"""Holds ormlint's rendering of expressions and conditions against Django and PostgreSQL.

Reads an archive of internal/schema/testdata (expressions*.txtar): a project with the dictionaries
TERMS and CONDITIONS in shop.models, and the file `want` with what ormlint renders.  Makes the
table of shop.Item and one index for every entry, reads the catalogue, and compares.  Run it with
an interpreter that has Django and psycopg; the database is dropped and created anew.

    python check_expressions.py [--database exprcheck] ../../internal/schema/testdata/expressions.txtar
"""

import argparse
import os
import pathlib
import re
import sys
import tempfile

from sql_expression import canonical

INDEX_SQL = """
SELECT a.attname, pg_get_indexdef(i.indexrelid, 1, true), i.indoption[0],
       (SELECT opcname FROM pg_opclass o WHERE o.oid = i.indclass[0] AND NOT o.opcdefault),
       pg_get_expr(i.indpred, i.indrelid)
FROM pg_index i LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indexrelid = %s::regclass
"""
DESC, NULLS_FIRST = 1, 2


def read_archive(path):
    files, name = {}, None
    for line in pathlib.Path(path).read_text().splitlines(keepends=True):
        header = re.fullmatch(r"-- (.+) --\n?", line)
        if header:
            name = header[1]
            files[name] = ""
        elif name:
            files[name] += line
    return files


def set_up(files, database):
    folder = tempfile.mkdtemp()
    for name, content in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    sys.path.insert(0, folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    from django.conf import settings

    server = {
        "ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("PGHOST", "127.0.0.1"),
        "PORT": os.environ.get("PGPORT", "5432"), "USER": os.environ.get("PGUSER", "postgres"),
    }
    settings.DATABASES = {"default": {**server, "NAME": "postgres"}}
    import django
    from django.db import connection

    django.setup()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {database}")
        cursor.execute(f"CREATE DATABASE {database}")
    connection.close()
    connection.settings_dict["NAME"] = database
    with connection.cursor() as cursor:
        for extension in ("hstore", "pgcrypto", "btree_gist", "pg_trgm"):
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    connection.close()
    return connection


def catalogue(connection, models, index):
    """(term, where) of an index that Django makes, or the error that it or PostgreSQL raises."""
    try:
        with connection.schema_editor() as editor:
            editor.add_index(models.Item, index)
    except Exception as error:
        return None, f"{type(error).__name__}: {str(error).splitlines()[0]}"
    with connection.cursor() as cursor:
        cursor.execute(INDEX_SQL, [index.name])
        column, definition, option, opclass, where = cursor.fetchone()
    text = '"%s"' % column if column else definition
    suffix = f" {opclass}" if opclass else ""
    desc, nulls_first = bool(option & DESC), bool(option & NULLS_FIRST)
    suffix += " DESC" if desc else ""
    if desc != nulls_first:
        suffix += " NULLS FIRST" if nulls_first else " NULLS LAST"
    return (text, suffix, where), None


def split_suffix(text):
    match = re.search(r"( [a-z0-9_]+_ops)?( DESC)?( NULLS (FIRST|LAST))?$", text)
    return text[: match.start()], match[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive")
    parser.add_argument("--database", default="exprcheck")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    files = read_archive(options.archive)
    want = dict(re.match(r"(\w+ \w+): (.*)", line).groups() for line in files.pop("want").splitlines())
    connection = set_up(files, options.database)
    from django.db.models import Index
    from shop import models

    with connection.schema_editor() as editor:
        editor.create_model(models.Owner)
        editor.create_model(models.Item)
    entries = [("term", name, value) for name, value in models.TERMS.items()]
    entries += [("condition", name, value) for name, value in models.CONDITIONS.items()]
    equal = refused = 0
    wrong = []
    for number, (kind, name, value) in enumerate(entries):
        got = want.pop(f"{kind} {name}", "! not rendered")
        try:
            if kind == "term":
                index = Index(value, name=f"x{number}") if not isinstance(value, str) else Index(fields=[value], name=f"x{number}")
            else:
                index = Index(fields=["id"], condition=value, name=f"x{number}")
            made, error = catalogue(connection, models, index)
        except Exception as failure:
            made, error = None, f"{type(failure).__name__}: {failure}"
        if error:
            refused += 1
            print(f"refused: {kind} {name}: {error}\n    ormlint: {got}")
            continue
        text, suffix = split_suffix(got) if kind == "term" else (got, "")
        real = made[0] if kind == "term" else made[2]
        if canonical(text) == canonical(real) and (kind != "term" or suffix == made[1]):
            equal += 1
        else:
            wrong.append((kind, name, got, real + (made[1] if kind == "term" else "")))
    for kind, name, got, real in wrong:
        print(f"differs: {kind} {name}\n    ormlint: {got}\n    catalogue: {real}")
        if options.verbose:
            print(f"    {canonical(got)}\n    {canonical(real)}")
    print(f"{len(entries)} expressions: {equal} equal, {len(wrong)} different, {refused} refused by Django or PostgreSQL")
    connection.close()
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
