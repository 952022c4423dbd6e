"""A database of the old layout is recognized: rebuilt if all in it is invented, refused in words
if anybody is real.
"""

import io
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cop_site.management.commands import up
from cop_site.old_layout import (
    NEW_PERSONS,
    OLD_PERSONS,
    REFUSAL,
    drop_everything,
    holds_only_invented_people,
    is_old_layout,
)
from demo.management.commands import demo

from .. import factories

pytestmark = pytest.mark.django_db


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def lay_it_as_before():
    """The table of persons under the name it had; the test's transaction takes it back."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql(f"ALTER TABLE {NEW_PERSONS} RENAME TO {OLD_PERSONS}")


@pytest.fixture
def invented(db):
    factories.create_person(is_demo=True)
    lay_it_as_before()


@pytest.fixture
def real(db):
    factories.create_person(is_demo=True)
    factories.create_person()
    lay_it_as_before()


def prepare_the_demo():
    command = demo.Command(stdout=io.StringIO())
    command.prepare()
    return command.stdout.getvalue()


def test_a_database_of_today_is_not_of_the_old_layout(cohort):
    assert not is_old_layout()


def test_an_empty_database_is_not_of_the_old_layout():
    sql(f"ALTER TABLE {NEW_PERSONS} RENAME TO somebody_elses")
    assert not is_old_layout()


def test_an_old_demo_is_recognized(invented):
    assert is_old_layout() and holds_only_invented_people()


def test_an_old_database_with_real_people_is_recognized(real):
    assert is_old_layout() and not holds_only_invented_people()


@pytest.mark.parametrize("people", ["invented", "real"])
def test_migrate_refuses_it_in_words(request, people):
    request.getfixturevalue(people)
    with pytest.raises(CommandError) as refused:
        call_command("migrate", verbosity=0)
    assert str(refused.value) == REFUSAL


def test_the_demo_rebuilds_an_old_demo(invented):
    with (
        mock.patch.object(demo, "drop_everything") as dropped,
        mock.patch.object(up.Command, "prepare"),
        mock.patch.object(demo, "is_demo_database", return_value=True),
    ):
        said = prepare_the_demo()
    assert dropped.called and "built anew" in said


def test_the_demo_leaves_real_people_alone(real):
    with (
        mock.patch.object(demo, "drop_everything") as dropped,
        pytest.raises(CommandError) as refused,
    ):
        prepare_the_demo()
    assert str(refused.value) == REFUSAL and not dropped.called


def test_dropping_takes_every_table_and_trigger_function(invented):
    """The test's transaction brings them back."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    functions = (
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "AND prorettype = 'trigger'::regtype"
    )
    assert len(sql(tables)) > 100 and len(sql(functions)) > 80
    drop_everything()
    assert sql(tables) == [] and sql(functions) == []
    assert not is_old_layout()
