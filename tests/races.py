"""Several connections that write at once, and a database in which they meet for certain.

Whoever writes waits inside the database until somebody else has come as far, or waits for a lock
of this one: however busy the machine is, somebody has looked before the first of them is done.
"""

import time
from contextlib import contextmanager
from threading import Barrier, Thread

from django.db import connection, connections

SPARE_CONNECTIONS = 12
PATIENCE_SECONDS = 60
SOMEBODY_ELSE_CAME = """
    (SELECT last_value FROM race_arrivals) >= 2 OR EXISTS (
        SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
    )
"""
WAIT_FOR_THE_OTHERS = """
CREATE SEQUENCE race_arrivals;
CREATE FUNCTION wait_for_the_others() RETURNS trigger AS $$
BEGIN
    IF current_setting('races.arrived', true) IS DISTINCT FROM '1' THEN
        PERFORM nextval('race_arrivals'), set_config('races.arrived', '1', false);
    END IF;
    PERFORM pg_sleep({seconds});
    FOR attempt IN 1..{attempts} LOOP
        EXIT WHEN {until};
        PERFORM pg_sleep(0.01);
    END LOOP;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER waits BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION wait_for_the_others();
"""
GO_ON = """
DROP TRIGGER waits ON {table};
DROP FUNCTION wait_for_the_others();
DROP SEQUENCE race_arrivals;
"""


@contextmanager
def slowly(table, event, seconds=0.02, until=SOMEBODY_ELSE_CAME):
    """Each INSERT or UPDATE of a row of this table takes so many seconds, and waits until the
    condition `until` (SQL) holds.
    """
    attempts = PATIENCE_SECONDS * 100
    with connection.cursor() as cursor:
        cursor.execute(
            WAIT_FOR_THE_OTHERS.format(
                table=table, event=event, seconds=seconds, until=until, attempts=attempts
            )
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(GO_ON.format(table=table))


def once_somebody_writes(verb):
    """Call the verb as soon as another connection is in the middle of a slow row."""
    for _attempt in range(PATIENCE_SECONDS * 50):
        with connection.cursor() as cursor:
            cursor.execute("SELECT is_called FROM race_arrivals")
            if cursor.fetchone()[0]:
                return verb()
        time.sleep(0.02)
    raise AssertionError("nobody wrote")


@contextmanager
def without(table, *constraints):
    """The mutant's database: what these constraints or unique indexes forbid may happen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || "
            "quote_ident(conname) || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND conname = ANY(%s)"
            " UNION SELECT indexdef FROM pg_indexes WHERE tablename = %s AND indexname = ANY(%s)"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [table, list(constraints), table, list(constraints)],
        )
        remake = [definition for (definition,) in cursor]
        assert len(remake) == len(constraints)
        for name in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}"')
            cursor.execute(f'DROP INDEX IF EXISTS "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE cohorts_cohort, people_link CASCADE")
            for definition in remake:
                cursor.execute(definition)


def all_at_once(*tasks):
    """Run the tasks at once, each on its own connection, as many as the server takes;
    returns what they returned or raised.
    """
    results = [None] * len(tasks)

    def run(place, start):
        start.wait()
        try:
            results[place] = tasks[place]()
        except Exception as trouble:  # the race decides what is an error, not the thread
            results[place] = trouble
        finally:
            connections.close_all()

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections')::int")
        at_once = cursor.fetchone()[0] - SPARE_CONNECTIONS
    for first in range(0, len(tasks), at_once):
        crowd = range(first, min(first + at_once, len(tasks)))
        start = Barrier(len(crowd))
        threads = [Thread(target=run, args=(place, start)) for place in crowd]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(600)
    return results
