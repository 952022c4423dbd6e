"""A database for each process of the tests, copied from one that has been migrated before.

Migrating takes far longer than most runs. The copy's original is named after everything that
decides how it looks: a changed migration or another PostgreSQL makes a new one. Whoever uses a
database of a run holds a lock of its name, so nobody drops it, and what a killed run left is
dropped by the next one.
"""

import os
from contextlib import closing, contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from django.test import TransactionTestCase

MIGRATED, RUN = "test_migrated_", "test_hallway_run_"
DAYS_KEPT = 14


@pytest.fixture(scope="session")
def database_server(django_db_blocker):
    """A cursor outside the databases of tests; its locks last as long as this process."""
    maintenance = connection.copy()
    maintenance.settings_dict = {**connection.settings_dict, "NAME": "postgres"}
    with django_db_blocker.unblock(), closing(maintenance), maintenance.cursor() as cursor:
        yield cursor


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server, django_db_blocker):
    """Two runs at once, and two workers of one, each have a database of their own.

    With `--reuse-db`, name one: HALLWAY_TEST_DATABASE=mine.
    """
    own_name = os.environ.get("HALLWAY_TEST_DATABASE")
    with django_db_blocker.unblock(), one_at_a_time(database_server):
        drop_unused(database_server)
        original = find_original(database_server) or make_original(database_server)
        test = connection.settings_dict["TEST"]
        test |= {"TEMPLATE": original, "MIGRATE": False}
        test["NAME"] = f"test_hallway_{own_name}" if own_name else f"{RUN}{os.getpid()}"
        lock(database_server, test["NAME"])


@contextmanager
def one_at_a_time(server):
    server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [MIGRATED])
    yield
    server.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [MIGRATED])


def lock(server, name):
    """Whether nobody else uses this database; from now on this process does."""
    server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
    return server.fetchone()[0]


def drop_unused(server):
    """Databases of runs that have ended, and originals that no run has used for long."""
    for name in databases(server, RUN):
        if lock(server, name):
            with suppress(ProgrammingError):  # the server itself cleans up in it: the next run
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
    server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND "
        "coalesce(shobj_description(oid, 'pg_database'), '2000-01-01')::date < current_date - %s",
        [MIGRATED, DAYS_KEPT],
    )
    for (name,) in server.fetchall():
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def databases(server, beginning):
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [beginning])
    return [name for (name,) in server.fetchall()]


def find_original(server):
    """Its name, and a note that it is used today; None before it is made."""
    name = name_of_original(server)
    if name not in databases(server, name):
        return None
    note_use(server, name)
    return name


def make_original(server):
    """Migrated under another name first, so that an interrupted one is never copied."""
    name, own = name_of_original(server), connection.settings_dict["NAME"]
    test = connection.settings_dict["TEST"]
    test["NAME"] = f"{RUN}unfinished"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"] = own
    server.execute(f'ALTER DATABASE "{test["NAME"]}" RENAME TO "{name}"')
    note_use(server, name)
    return name


def note_use(server, name):
    server.execute(f'COMMENT ON DATABASE "{name}" IS %s', [f"{date.today()}"])


def name_of_original(server):
    migrations = [
        path
        for app in apps.get_app_configs()
        for path in sorted(Path(app.path).glob("migrations/*.py"))
    ]
    server.execute("SHOW server_version_num")
    parts = [server.fetchone()[0].encode(), *(path.read_bytes() for path in migrations)]
    return MIGRATED + sha256(b"".join(parts)).hexdigest()[:16]


# --- after a test that commits --------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, database_server):
    """Tests that commit leave the database as the migrations made it.

    Django empties every table and makes content types and permissions again, which takes longer
    than most of these tests; here only the tables are emptied that a test has put rows into.
    """
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        closed_at_the_end(database_server),
    ):
        tables = connection.introspection.table_names()
        emptied = sorted({*tables} - {*tables_with_rows(tables)})
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty(emptied))
        yield


@contextmanager
def closed_at_the_end(server):
    """A thread of a browser's test may still hold a connection; the database is dropped then."""
    yield
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
        [connection.settings_dict["NAME"]],
    )


def empty(tables):
    if filled := tables_with_rows(tables):
        names = ", ".join(map(connection.ops.quote_name, filled))
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {names} CASCADE")


def tables_with_rows(tables):
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]
