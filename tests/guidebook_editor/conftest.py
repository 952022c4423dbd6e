"""State staff, a small guidebook of theirs, and a draft of its next version."""

import pytest

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
def pack(loaded_packs):
    """A whole guidebook as it comes with Hallway."""
    return Guidebook.objects.get(slug="five-meetings")
