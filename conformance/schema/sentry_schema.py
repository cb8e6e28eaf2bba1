"""Dump Sentry's schema with schema_dump.py, after Sentry's own start-up, and add the silos.

    . DEST/env/sentry.sh; ORMLINT_ORACLE_DB=... DEST/venvs/sentry/bin/python sentry_schema.py [--migrated | --as-is] --output FILE

Sentry does not start through DJANGO_SETTINGS_MODULE alone, hence this wrapper. The database that
ORMLINT_ORACLE_DB names is dropped and made anew: from the models, or with --migrated from the real
migrations (hundreds of them, ten minutes). --as-is reads a database that has been migrated before.
"""
from __future__ import annotations

import argparse
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "silo"))
import silo_dump  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    origin = parser.add_mutually_exclusive_group()
    origin.add_argument("--migrated", action="store_true", help="run the real migrations")
    origin.add_argument("--as-is", action="store_true", help="leave the database as it is")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    options = parser.parse_args()

    root = silo_dump.configure()
    import schema_dump
    from django.apps import apps
    from django.conf import settings
    from django.db import connections

    if not options.as_is:
        connections.close_all()
        schema_dump.create_database()
        schema_dump.build_tables(options.migrated)
    result = schema_dump.dump(root)
    silos = {
        model._meta.label: silo_dump.silo_name(getattr(model._meta, "silo_limit", None))
        for model in apps.get_models(include_auto_created=True)
    }
    for entry in result["models"]:
        entry["silo"] = silos[entry["label"]]
    result["settings"]["SENTRY_USE_BIG_INTS"] = settings.SENTRY_USE_BIG_INTS
    with options.output.open("w", encoding="utf-8") as stream:
        schema_dump.write(result, stream)


if __name__ == "__main__":
    main()
