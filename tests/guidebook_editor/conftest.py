"""State staff, a small guidebook of theirs, and a draft of its next version."""

from io import StringIO

import pytest
from django.core.management import call_command

from guidebooks.actions.drafts import start_version
from guidebooks.models import Guidebook

from .. import factories


@pytest.fixture
def guidebook(db):
    return factories.create_guidebook("example-five")


@pytest.fixture
def staff(guidebook):
    person = factories.create_person("Sofia State")
    factories.create_role(person, "state_staff", guidebook.network)
    return person


@pytest.fixture
def browser(staff, client_of):
    return client_of(staff)


@pytest.fixture
def draft(guidebook, staff):
    return start_version(guidebook, by=staff)[0]


@pytest.fixture
def pack(db):
    """A whole guidebook as it comes with Hallway."""
    call_command("load_guidebooks", stdout=StringIO())
    return Guidebook.objects.get(slug="five-meetings")
