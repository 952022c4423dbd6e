"""Rows from before all later migrations are still there, and say the same.

`first_rows.json` holds a row of nearly every model as the first migrations of each package left
it. It never changes. What a migration changes on purpose is named in CHANGED.
"""

import json
import os
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from ..database import RUN, lock, name_of_original
from ..source_tree import MODEL_APPS

ROWS = json.loads(Path(__file__).with_name("first_rows.json").read_text(encoding="utf-8"))
FIRST = [(label, "0001_initial") for label in MODEL_APPS]
#: Model, or column of a model, that a migration renamed, converted or removed on purpose.
CHANGED: set[str] = set()


@pytest.fixture
def first_state(database_server, transactional_db):
    """A database of its own as the first migrations made it; gives the models of that time."""
    name, others = f"{RUN}{os.getpid()}_first", connection.settings_dict["NAME"]
    lock(database_server, name)
    database_server.execute(f'DROP DATABASE IF EXISTS "{name}"')
    template = f'TEMPLATE "{name_of_original(database_server)}"' if is_first() else ""
    database_server.execute(f'CREATE DATABASE "{name}" {template}')
    with connected_to(name):
        executor = MigrationExecutor(connection)
        yield executor.migrate(FIRST).apps
    assert connection.settings_dict["NAME"] == others
    database_server.execute(f'DROP DATABASE "{name}"')


def is_first():
    """Whether no package has a second migration yet: then the database is there to be copied."""
    graph = MigrationExecutor(connection).loader.graph
    return {leaf for leaf in graph.leaf_nodes() if leaf[0] in MODEL_APPS} == set(FIRST)


@contextmanager
def connected_to(name):
    others = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = others


def test_rows_of_the_first_state_come_through_all_migrations(first_state):
    write(first_state)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert lost_or_changed() == {}

    # and the comparison notices what is lost or changed
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_network SET languages = '{}'; DELETE FROM jobs_job")
    assert set(lost_or_changed()) == {"people.network.languages", "jobs.job"}


def write(models_then):
    with (
        mock.patch("django.core.serializers.python.apps", models_then),
        transaction.atomic(),
    ):
        for row in serializers.deserialize("python", ROWS):
            row.save()


def lost_or_changed():
    """{model or column: the first row it is wrong in}, by the models of today."""
    wrong = {}
    for row in ROWS:
        if row["model"] in CHANGED:
            continue
        now = as_it_is_now(row)
        if now is None:
            wrong.setdefault(row["model"], row)
            continue
        for column, value in row["fields"].items():
            if f"{row['model']}.{column}" not in CHANGED and now.get(column) != value:
                wrong.setdefault(f"{row['model']}.{column}", row)
    return wrong


def as_it_is_now(row):
    model = serializers.python.apps.get_model(row["model"])
    found = serializers.serialize("json", model._base_manager.filter(pk=row["pk"]))
    return next((same["fields"] for same in json.loads(found)), None)
