"""Ask real Django about a project's migrations. Runs inside the project's environment.

    ask_django.py version                      Django's version
    ask_django.py createdb                     drop and create every database of the settings
    ask_django.py changes                      what makemigrations --check --dry-run finds, nothing where it is content
    ask_django.py sqlmigrate APP NAME …        the SQL of migrations, forwards and backwards
    ask_django.py migrate                      run all migrations in every database

Django's own commands are called: a project may have put others in their place.
"""

import contextlib
import io
import sys
import warnings

import django
from django.conf import settings
from django.core.management import call_command


def quietly(function):
    """What a function prints, whether it exits or returns."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        function(out)
    return out.getvalue()


def changes():
    from django.core.management.commands.makemigrations import Command

    warnings.simplefilter("ignore")
    text = quietly(lambda out: call_command(Command(stdout=out), "--check", "--dry-run", "--verbosity=1"))
    print("" if text.strip() == "No changes detected" else text.strip())


def sqlmigrate(names):
    from django.core.management.commands.sqlmigrate import Command
    from django.db import router

    for app, name in zip(names[::2], names[1::2]):
        if not has_models(app, name):
            print(f"{app} {name}: the models before it do not fit together either", file=sys.stderr)
            continue
        database = next((alias for alias in settings.DATABASES if router.allow_migrate(alias, app)), "default")
        for flags in [], ["--backwards"]:
            text = quietly(lambda out: call_command(Command(stdout=out), app, name, "--no-color", "--database", database, *flags))
            # Which index a field has is looked up in the database, where nothing is migrated yet.
            alters = "AlterField" in text_of(app, name) and "Index(" not in text_of(app, name)
            if "INDEX" not in text.upper() and not alters:
                sys.exit(f"{app} {name} {flags}: no index in its SQL: {text}")


def text_of(app, name):
    from django.db.migrations.loader import MigrationLoader

    with open(sys.modules[MigrationLoader(None).get_migration(app, name).__module__].__file__, encoding="utf-8") as file:
        return file.read()


def has_models(app, name):
    """Whether the state that a migration starts from is complete: some projects leave dependencies out."""
    from django.db.migrations.loader import MigrationLoader

    try:
        MigrationLoader(None).project_state((app, name), at_end=False).apps
    except ValueError:
        return False
    return True


def migrate():
    from django.core.management.commands.migrate import Command

    for alias in settings.DATABASES:
        quietly(lambda out: call_command(Command(stdout=out), "--verbosity=0", "--no-input", f"--database={alias}"))


def createdb():
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    if is_psycopg3:
        from psycopg import connect, sql
    else:
        from psycopg2 import connect, sql
    for database in settings.DATABASES.values():
        given = {"host": database.get("HOST"), "port": database.get("PORT"), "user": database.get("USER"), "password": database.get("PASSWORD")}
        connection = connect(dbname="postgres", **{key: value for key, value in given.items() if value})
        connection.autocommit = True
        name = sql.Identifier(database["NAME"])
        for statement in "DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}":
            connection.cursor().execute(sql.SQL(statement).format(name))
        connection.close()


def main():
    command, *arguments = sys.argv[1:]
    if command == "version":
        print(django.get_version())
        return
    if command == "createdb":
        createdb()
        return
    django.setup()
    {"changes": changes, "migrate": migrate, "sqlmigrate": lambda: sqlmigrate(arguments)}[command]()


if __name__ == "__main__":
    main()
