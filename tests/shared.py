"""Rows that many tests begin with, made once instead of for each of them.

Tests that ask for the same shared fixtures follow each other inside one transaction; what a test
does is undone to a savepoint. Before a test that asks for something else, or that commits, the
transaction is rolled back. Files with fixtures of the module keep transactions of their own, so
their tests make the rows themselves.
"""

from copy import deepcopy

import pytest
from django.db import connection, transaction

from cop_site.loading import load_everything

from . import factories
from .groups import SHARED, commits, module_fixtures
from .house import build_house
from .world import make_world


def make_cohort(made):
    return factories.create_cohort(slug="region-8")


def load_packs(made):
    return load_everything()


#: Name of a fixture: what makes its rows, from what was made before.
BUILDERS = {
    "loaded_packs": load_packs,
    "shared_cohort": make_cohort,
    "world": lambda made: make_world(made["shared_cohort"]),
    "house": lambda made: build_house(),
}


class SharedRows:
    """The open transaction and what is in it."""

    def __init__(self):
        self.made, self.day, self.transaction = {}, None, None

    def provide(self, names):
        if names != list(self.made) or (names and not self.is_intact()):
            self.undo()
            if names:
                self.begin(names)

    def is_intact(self):
        """Unless a test closed the connection, or it is another day by now."""
        return not connection.closed_in_transaction and self.day == factories.today()

    def begin(self, names):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.day = factories.today()
        for name in names:
            self.made[name] = BUILDERS[name](self.made)

    def copy_of(self, name):
        """A test may change what it gets; None where it is not shared."""
        return deepcopy(self.made.get(name))

    def undo(self):
        if self.transaction:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
        self.made, self.transaction = {}, None


ROWS = SharedRows()


@pytest.fixture(scope="session")
def undone_at_the_end(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        ROWS.undo()


@pytest.fixture
def rows_around_the_test(request, django_db_blocker):
    """First of all fixtures of a test, so that the transaction encloses the one of the test.

    Only the browser comes before it: what runs after its start has another connection.
    """
    if "chromium" in request.fixturenames:
        request.getfixturevalue("chromium")
    names = request.node.stash.get(SHARED, [])
    if names:
        request.getfixturevalue("undone_at_the_end")
    with django_db_blocker.unblock():
        ROWS.provide(names)


def pytest_collection_modifyitems(items):
    by_themselves = {item.path for item in items if module_fixtures(item)}
    for item in items:
        if item.path in by_themselves or commits(item):
            item.stash[SHARED] = []
        elif uses_database(item):
            item.stash[SHARED] = [name for name in BUILDERS if name in item.fixturenames]
        else:
            continue
        if "rows_around_the_test" not in item.fixturenames:
            item.fixturenames.insert(0, "rows_around_the_test")


def uses_database(item):
    return bool(item.get_closest_marker("django_db")) or "db" in item.fixturenames


@pytest.fixture
def loaded_packs(db):
    """Everything of fixtures/, as `manage.py load_guidebooks` loads it."""
    return ROWS.copy_of("loaded_packs") or load_packs({})


@pytest.fixture
def shared_cohort(db):
    """Where nothing is shared, a test has a cohort of its own."""
    return ROWS.copy_of("shared_cohort") or make_cohort({})


@pytest.fixture
def world(cohort):
    """At least one honest row of every model that has a constraint or a trigger;
    the guidebook is a draft.
    """
    return ROWS.copy_of("world") or make_world(cohort)


@pytest.fixture
def house(db):
    """The whole house of tests/house.py."""
    return ROWS.copy_of("house") or build_house()


@pytest.fixture(scope="module")
def house_of_the_file(django_db_setup, django_db_blocker):
    """The same for a fixture that lives as long as its file; each test's changes are undone.

    A file that uses it is marked `django_db`: the mark makes the database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_house()
        transaction.set_rollback(True)
