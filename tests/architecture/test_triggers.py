"""Every trigger in the database is fired once on an honest row, and does what it is there for.

Tables in trigger functions are text: one that names a wrong or an old table is created
without complaint and fails only when it fires, so the list of triggers is read from the
database and not from the models.
"""

import re
from contextlib import contextmanager
from functools import partial

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from .packages import tables

pytestmark = pytest.mark.django_db

TRIGGERS = """
    SELECT t.tgname, c.relname, t.tgtype, p.proname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 2, 1
"""
#: Bits of pg_trigger.tgtype.
OPERATIONS = {4: "INSERT", 8: "DELETE", 16: "UPDATE"}
PUBLISHED = "A published guidebook does not change"
#: A changed value of a column, by the internal type of its field. Keys are looked up at the commit,
#: which never comes.
CHANGED = {
    "BooleanField": "NOT {0}",
    "ForeignKey": "{0} + 1",
    "OneToOneField": "{0} + 1",
    "CharField": "{0} || 'x'",
    "TextField": "{0} || 'x'",
    "DateField": "{0} + 1",
    "DateTimeField": "{0} + interval '1 day'",
    "IntegerField": "{0} + 1",
    "PositiveSmallIntegerField": "{0} + 1",
    "SmallIntegerField": "{0} + 1",
    "PositiveIntegerField": "{0} + 1",
}


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def undone():
    """Whatever is written inside is taken back."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def refusal(action):
    """What the database says against it, or an empty text; its work is taken back."""
    with undone():
        try:
            action()
        except DatabaseError as error:
            return str(error)
    return ""


def an_honest_row(table):
    model = next(
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table
    )
    return model._base_manager.order_by("pk").first()


def delete(table, row):
    sql(f"DELETE FROM {table} WHERE {column_of_key(row)} = %s", row.pk)


def column_of_key(row):
    return row._meta.pk.column


def change(table, row, what):
    sql(f"UPDATE {table} SET {what} WHERE {column_of_key(row)} = %s", row.pk)


def insert(table, row, what=None):
    """Take the row away and put it back, changed or as it was.

    Keys that point at it are looked at only later.
    """
    sql(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} WHERE {column_of_key(row)} = %s", row.pk)
    if what:
        sql(f"UPDATE kept SET {what}")
    else:
        delete(table, row)
    sql(f"INSERT INTO {table} SELECT * FROM kept")


# --- what each kind of trigger is there for -------------------------------------------------------


def keeps_history(table, operation, row):
    """One event more, of this operation and this row."""
    event = event_model(table)
    rows = event.objects.filter(pgh_obj_id=row.pk, pgh_label=operation.lower())
    before = rows.count()
    with undone():
        match operation:
            case "INSERT":
                insert(table, row)
            case "DELETE":
                delete(table, row)
            case "UPDATE":
                change(table, row, an_accepted_change(table, row, event))
        if rows.count() != before + 1:
            yield f"{operation} leaves {rows.count() - before} events"


def event_model(table):
    events = [model for model in apps.get_models() if getattr(model, "pgh_tracked_model", None)]
    return next(model for model in events if model.pgh_tracked_model._meta.db_table == table)


def an_accepted_change(table, row, event):
    """A change of a tracked column that no constraint refuses, as SQL."""
    tracked = {field.column for field in event._meta.concrete_fields}
    for field in event.pgh_tracked_model._meta.concrete_fields:
        if field.primary_key or field.column not in tracked:
            continue
        if (value := CHANGED.get(field.get_internal_type())) and getattr(
            row, field.attname
        ) is not None:
            statement = f"{field.column} = {value.format(field.column)}"
            if not refusal(partial(change, table, row, statement)):
                return statement
    raise LookupError(f"no column of {table} can be changed")


def refuses_changes_of_history(table, operation, row):
    act = {
        "UPDATE": lambda: change(table, row, "pgh_label = pgh_label"),
        "DELETE": lambda: delete(table, row),
    }[operation]
    if "Cannot" not in (said := refusal(act)):
        yield f"{operation} is not refused: {said}"


def refuses_changes_once_published(table, operation, row):
    """Accepted while the guidebook is a draft, refused once it is published."""
    acts = {
        "INSERT": lambda: insert(table, row),
        "UPDATE": lambda: change(table, row, f"{column_of_key(row)} = {column_of_key(row)}"),
        "DELETE": lambda: delete(table, row),
    }
    if said := refusal(acts[operation]):
        yield f"{operation} in a draft is refused: {said}"
    with undone():
        sql("UPDATE guidebooks_guidebook SET published_at = now() WHERE published_at IS NULL")
        acts["INSERT"] = lambda: insert(table, row, f"{column_of_key(row)} = {column_of_key(row)}")
        if PUBLISHED not in (said := refusal(acts[operation])):
            yield f"{operation} in a published guidebook is not refused: {said}"


def refuses_somebody_elses_address(table, operation, row):
    [(of_person, taken)] = sql(
        "SELECT person_id, email_key FROM people_personaddress ORDER BY id LIMIT 1"
    )
    [(other, theirs)] = sql(
        "SELECT id, email_key FROM people_person WHERE id <> %s AND email_key IS NOT NULL LIMIT 1",
        of_person,
    )
    model = type(row)
    row = model.objects.get(pk=other) if table == "people_person" else row
    key = taken if table == "people_person" else theirs
    act = {"INSERT": insert, "UPDATE": change}[operation]
    if "another person is reached at this address" not in (
        said := refusal(lambda: act(table, row, f"email_key = '{key}'"))
    ):
        yield f"{operation} is not refused: {said}"
    if table == "people_personaddress" and (
        said := refusal(lambda: change(table, row, "email_key = 'free@example.org'"))
    ):
        yield f"a free address is refused: {said}"


FIRINGS = {
    "insert_insert": keeps_history,
    "update_update": keeps_history,
    "delete_delete": keeps_history,
    "append_only": refuses_changes_of_history,
    "published_stays": refuses_changes_once_published,
    "address_is_nobody_elses": refuses_somebody_elses_address,
}


def all_triggers():
    """(name as in the models, table, operations, function) of every trigger on a table of ours."""
    for name, table, kind, function in sql(TRIGGERS):
        if table in tables():
            operations = [word for bit, word in OPERATIONS.items() if kind & bit]
            yield re.sub(r"^pgtrigger_(.*)_[0-9a-f]{5}$", r"\1", name), table, operations, function


def problems(triggers):
    for name, table, operations, _ in triggers:
        firing, row = FIRINGS.get(name), an_honest_row(table)
        if firing is None or row is None:
            yield (
                f"{name} on {table}: "
                f"{'nobody fires it' if firing is None else 'the world has no row'}"
            )
            continue
        for operation in operations:
            yield from (
                f"{name} on {table}: {problem}" for problem in firing(table, operation, row)
            )


def test_every_trigger_does_what_it_is_there_for(world):
    triggers = list(all_triggers())
    assert {name for name, *_ in triggers} == {*FIRINGS}
    assert len(triggers) == sum(
        len(model._meta.triggers) for model in apps.get_models() if hasattr(model._meta, "triggers")
    )
    assert list(problems(triggers)) == []


def test_a_new_trigger_that_nobody_fires_is_caught(world):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    function = "suppress_redundant_updates_trigger()"
    sql(
        "CREATE TRIGGER planted BEFORE UPDATE ON cohorts_seat FOR EACH ROW "
        f"EXECUTE FUNCTION {function}"
    )
    planted = [trigger for trigger in all_triggers() if trigger[0] == "planted"]
    assert list(problems(planted)) == ["planted on cohorts_seat: nobody fires it"]


def replace_function(name, body):
    sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$body${body}$body$"
    )


@pytest.mark.parametrize("name", FIRINGS)
def test_a_trigger_without_effect_is_caught(world, name):
    trigger = next(trigger for trigger in all_triggers() if trigger[0] == name)
    replace_function(
        trigger[3], "BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    assert len(list(problems([trigger]))) == len(trigger[2])


def test_a_function_that_names_an_old_table_is_caught(world):
    trigger = next(
        trigger
        for trigger in all_triggers()
        if trigger[:2] == ("published_stays", "guidebooks_part")
    )
    [(body,)] = sql("SELECT prosrc FROM pg_proc WHERE proname = %s", trigger[3])
    replace_function(trigger[3], body.replace("guidebooks_guidebook", "cohorts_guidebook"))
    assert len(list(problems([trigger]))) == 6


def test_a_table_without_a_row_is_caught(db):
    trigger = ("append_only", "cohorts_seatevent", ["UPDATE"], "")
    assert list(problems([trigger])) == ["append_only on cohorts_seatevent: the world has no row"]
