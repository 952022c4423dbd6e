"""Tables named in SQL: in Python's texts, in constants for triggers,
and in the trigger functions of the database.
"""

import re

import pytest
from django.apps import apps
from django.db import connection

from guidebooks.models import immutability
from people.models import person

from ..source_tree import MODEL_APPS, python_files
from .packages import is_allowed, may_know, tables, tables_named_in, unit_of_file
from .test_url_names import texts_of

#: Constants for the tables that triggers read, and the model of each.
CONSTANTS = {
    (person, "PERSONS"): "people.Person",
    (person, "PERSON_ADDRESSES"): "people.PersonAddress",
    (immutability, "GUIDEBOOKS"): "guidebooks.Guidebook",
    (immutability, "PARTS"): "guidebooks.Part",
    (immutability, "PLANNED_MEETINGS"): "guidebooks.PlannedMeeting",
    (immutability, "PLANNED_EVALUATIONS"): "guidebooks.PlannedEvaluation",
    (immutability, "FORM_QUESTIONS"): "guidebooks.FormQuestion",
}
#: Every function that a migration made, with the table its trigger is on.
FUNCTIONS = """
    SELECT p.proname, c.relname, p.prosrc FROM pg_proc p
    LEFT JOIN pg_trigger t ON t.tgfoid = p.oid LEFT JOIN pg_class c ON c.oid = t.tgrelid
    WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype
    ORDER BY 1, 2
"""


def wrong_tables(files):
    for file, source in files.items():
        found = {
            table: package
            for text in texts_of(source)
            for table, package in tables_named_in(text).items()
        }
        for table, package in sorted(found.items()):
            if not may_know(unit_of_file(file), package) and not is_allowed(file, table):
                yield f"{file}: {table}"


def test_sql_in_python_names_tables_it_may_know():
    assert list(wrong_tables(python_files())) == []


@pytest.mark.parametrize(
    "file, source",
    [
        ("cohorts/planted.py", "cursor.execute('SELECT * FROM meetings_meeting WHERE id = %s')"),
        (
            "guidebooks/models/planted.py",
            "func = f'IF EXISTS (SELECT 1 FROM cohorts_cohort WHERE id = {row}.id) THEN'",
        ),
        ("people/planted.py", "RawSQL('(SELECT count(*) FROM \"recruitment_application\")', [])"),
        ("lib/planted.py", "TABLE = 'people_person'"),
        ("cohorts/planted.py", "cursor.execute('TRUNCATE evaluations_response, cohorts_seat')"),
        ("cohorts/planted.py", "cursor.execute('DELETE FROM meetings_meetingevent')"),
    ],
)
def test_a_planted_wrong_table_is_caught(file, source):
    assert len(list(wrong_tables({file: source}))) == 1


@pytest.mark.parametrize(
    "file, source",
    [
        (
            "meetings/planted.py",
            "cursor.execute('SELECT 1 FROM cohorts_cohort JOIN meetings_meeting USING (id)')",
        ),
        ("bench/planted.py", "cursor.execute('TRUNCATE evaluations_response')"),
        ("cohorts/planted.py", "name = 'meetings_held'"),
    ],
)
def test_a_right_table_is_left_alone(file, source):
    assert list(wrong_tables({file: source})) == []


def test_constants_are_the_tables_of_their_models():
    wrong = {
        name: label
        for (module, name), label in CONSTANTS.items()
        if getattr(module, name) != apps.get_model(label)._meta.db_table
    }
    assert wrong == {}


def test_every_constant_for_a_table_is_in_the_list():
    """In models and migrations' triggers a text that is a table's name and nothing more
    is such a constant.
    """
    known = {getattr(module, name) for module, name in CONSTANTS}
    alone = re.compile(rf"(?:{'|'.join(MODEL_APPS)})_[a-z]+")
    sources = [source for file, source in python_files().items() if "/models/" in file]
    found = {text for source in sources for text in texts_of(source) if alone.fullmatch(text)}
    assert found == known


def wrong_functions(rows):
    """Of (function, table of its trigger, body):
    what names a table of a package above the trigger's own.
    """
    for name, table, body in rows:
        if table is None:
            yield f"{name}: no trigger calls it"
            continue
        for other, package in sorted(tables_named_in(body).items()):
            if not may_know(tables()[table], package):
                yield f"{name} on {table}: {other}"


@pytest.mark.django_db
def test_trigger_functions_name_tables_they_may_know():
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        rows = [row for row in cursor.fetchall() if row[1] is None or row[1] in tables()]
    assert len(rows) > 80 and list(wrong_functions(rows)) == []
    assert any(tables_named_in(body) for name, table, body in rows), (
        "some triggers read another table"
    )


@pytest.mark.parametrize(
    "table, body, count",
    [
        ("guidebooks_part", "IF EXISTS (SELECT 1 FROM guidebooks_guidebook) THEN", 0),
        ("cohorts_seat", "PERFORM 1 FROM guidebooks_guidebook JOIN cohorts_seat s ON true", 0),
        ("guidebooks_part", "IF EXISTS (SELECT 1 FROM cohorts_cohort) THEN", 1),
        ("people_person", "INSERT INTO meetings_meetingevent VALUES (NEW.id)", 1),
        (None, "RETURN NEW", 1),
    ],
)
def test_a_planted_function_is_judged(table, body, count):
    assert len(list(wrong_functions([("planted", table, body)]))) == count
