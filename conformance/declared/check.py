#!/usr/bin/env python3
"""Check internal/django/declared against the packages that it stands for.

    check.py --oracle DIR [--django VERSION] [--gis] [--swapped] [--work DIR] [--python PYTHON] [--limit N]

Makes one environment with the real packages of requirements.txt and one with nothing but Django,
in which the declared files take the place of django.contrib and of the packages; builds the tables
of the same project (declared_settings.py, uses/) in both with schema_dump.py and compares them with
compare_schema.py, both found in DIR.  Then facts.py compares what a schema does not show: fields,
relations, managers and method resolution order.  Ends with status 1 where anything differs.

It takes uv and PostgreSQL (ORMLINT_ORACLE_* variables); the database `declared` is dropped and created.
--gis adds spatial columns, and needs GDAL and PostGIS; --swapped replaces the user model and others.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DECLARED = HERE.parent.parent / "internal" / "django" / "declared"
# What Django itself and its PostgreSQL driver need.
BARE = ("asgiref", "psycopg", "psycopg-binary", "sqlparse", "typing-extensions")
# Not declared, because the core of Django is known natively: used as they are.
NATIVE_CONTRIB = ("postgres",)


def environment(path, python, django, requirements):
    if not path.exists():
        subprocess.run(["uv", "venv", "-q", "--python", python, path], check=True)
    interpreter = path / "bin" / "python"
    packages = [*requirements, f"django=={django}"]
    subprocess.run(["uv", "pip", "install", "-q", "--no-deps", "--python", interpreter, *packages], check=True)
    return interpreter


def overlay(path, interpreter):
    """A copy of Django whose contrib apps, and all other packages, are the declared ones."""
    shutil.rmtree(path, ignore_errors=True)
    where = subprocess.run(
        [interpreter, "-c", "import django; print(django.__path__[0])"], check=True, capture_output=True, text=True
    ).stdout.strip()
    shutil.copytree(where, path / "django", ignore=shutil.ignore_patterns("__pycache__", "*.po"))
    for app in (DECLARED / "django" / "contrib").iterdir():
        if app.name not in NATIVE_CONTRIB:
            forget(path / "django" / "contrib" / app.name, app)
    shutil.copytree(DECLARED, path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.go", "*.md", "*.toml"))


def forget(real, declared):
    """Remove the real app, but for gis, whose database backend has to stay."""
    if real.name != "gis":
        shutil.rmtree(real)


def run(script, interpreter, output, paths, name):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "declared_settings",
        "ORMLINT_ORACLE_ROOT": str(HERE),
        "ORMLINT_ORACLE_DB": "declared",
        "ORMLINT_ORACLE_PROJECT": name,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
    }
    subprocess.run([interpreter, "-W", "ignore", script, "--output", output], check=True, env=env)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oracle", type=pathlib.Path, required=True)
    parser.add_argument("--django", default="6.1.3")
    parser.add_argument("--gis", action="store_true")
    parser.add_argument("--swapped", action="store_true")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path.home() / ".cache" / "ormlint-declared")
    parser.add_argument("--python", default="3.12")
    parser.add_argument("--limit", default="20")
    options = parser.parse_args()
    for name in ("gis", "swapped"):
        if getattr(options, name):
            os.environ[f"ORMLINT_DECLARED_{name.upper()}"] = "1"
    pinned = (HERE / "requirements.txt").read_text(encoding="utf-8").split()
    work = options.work / options.django
    work.mkdir(parents=True, exist_ok=True)
    real = environment(work / "real", options.python, options.django, pinned)
    bare = environment(
        work / "bare", options.python, options.django, [pin for pin in pinned if pin.split("==")[0] in BARE]
    )
    overlay(work / "overlay", bare)
    status = 0
    for kind, script, compare in (
        ("schema", options.oracle / "schema_dump.py", [options.oracle / "compare_schema.py", "--packages"]),
        ("facts", HERE / "facts.py", [HERE / "facts.py", "--compare"]),
    ):
        truth, declared = work / f"{kind}-real.json", work / f"{kind}-declared.json"
        run(script, real, truth, [HERE], "declared")
        run(script, bare, declared, [work / "overlay", HERE], "declared")
        status |= subprocess.run([sys.executable, *compare, truth, declared, "--limit", options.limit]).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
