"""A database for each run of the tests, copied from one that has been migrated before.

Migrating takes far longer than most runs. The copy's original is named after everything that
decides how it looks: a changed migration or package makes a new one.
"""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

MIGRATED = "test_migrated_"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """Two runs at once each have a database of their own.

    With `--reuse-db`, name one: HALLWAY_TEST_DATABASE=mine.
    """
    test = connection.settings_dict["TEST"]
    test["NAME"] = f"test_hallway_{os.environ.get('HALLWAY_TEST_DATABASE', f'run_{os.getpid()}')}"
    with django_db_blocker.unblock():
        if original() in migrated_databases():
            test |= {"TEMPLATE": original(), "MIGRATE": False}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A run that had to migrate leaves the result for the next ones,
    in place of what older migrations made.
    """
    test = connection.settings_dict["TEST"]
    if test.get("TEMPLATE"):
        return
    with django_db_blocker.unblock():
        connection.close()
        for outdated in migrated_databases():
            on_server(f'DROP DATABASE IF EXISTS "{outdated}"')
        on_server(f'CREATE DATABASE "{original()}" TEMPLATE "{test["NAME"]}"')


def original():
    migrations = [
        path
        for app in apps.get_app_configs()
        for path in sorted(Path(app.path).glob("migrations/*.py"))
    ]
    return MIGRATED + sha256(b"".join(path.read_bytes() for path in migrations)).hexdigest()[:16]


def migrated_databases():
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [MIGRATED])
        return [name for (name,) in cursor]


def on_server(statement):
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        pass  # another run is making or using it: this one needs neither
