"""Databases made before the packages had their present names.

Only those with nothing but invented data are rebuilt.
"""

from django.db import connection, transaction

#: A table of the old layout, and the one that replaced it.
OLD_PERSONS, NEW_PERSONS = "cohorts_person", "people_person"

REFUSAL = (
    "This database was made by an earlier layout of Hallway and cannot be brought up to date: "
    "no release had it. Nothing was changed. Use an empty database (HALLWAY_DATA=/another/folder "
    "or another DATABASE_URL)."
)


def is_old_layout():
    """Whether this database holds the tables of the old layout."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass(%s) IS NOT NULL, to_regclass(%s) IS NOT NULL",
            [OLD_PERSONS, NEW_PERSONS],
        )
        has_old, has_new = cursor.fetchone()
    return has_old and not has_new


def holds_only_invented_people():
    """Whether every person in a database of the old layout is invented."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), count(*) FILTER (WHERE is_demo) FROM {OLD_PERSONS}")
        people, invented = cursor.fetchone()
    return people == invented


@transaction.atomic
def drop_everything():
    """Drop all tables and trigger functions, so that migrations can begin from the start."""
    with connection.cursor() as cursor:
        tables = ", ".join(
            connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)
        )
        cursor.execute(f"DROP TABLE IF EXISTS {tables} CASCADE")
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE")
