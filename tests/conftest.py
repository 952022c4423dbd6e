"""The people of the tests: the same ten in every test, each with one honest reason to be here."""

from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from lib.pdf.renderer_pool import RenderedPdf

from . import factories
from .sessions import signed_in_client
from .undrawn import undrawn

pytest_plugins = [
    "tests.groups",
    "tests.link_marks",
    "tests.chromium",
    "tests.database",
    "tests.middleware",
    "tests.shared",
    "tests.architecture.relations",
]

# The same examples in every run, and no limit of time for one of them:
# a busy machine must not fail a test.
hypothesis_settings.register_profile("hallway", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("hallway")


@pytest.fixture(autouse=True)
def nothing_of_the_last_test():
    """Neither rate limits nor the language or the time zone of one test reach the next."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture
def cohort(shared_cohort):
    """Region 8's cohort with seats, meetings, agendas, evaluations and agreements;
    still recruiting.
    """
    return shared_cohort


@pytest.fixture
def own_title(cohort):
    """The cohort's network, which calls its state staff network coordinators, and has regions."""
    cohort.network.coordinator_title = factories.OWN_TITLE
    cohort.network.save()
    return cohort.network


@pytest.fixture
def without_regions(cohort, own_title):
    """The network, which has no regions; the cohort belongs to the whole of it."""
    factories.take_regions_away(own_title)
    cohort.refresh_from_db()
    return cohort.network


@pytest.fixture
def meeting(cohort):
    return cohort.meetings.get(position=1)


@pytest.fixture
def state_staff(cohort):
    return person_with_role("Sofia State", "state_staff", cohort.network)


@pytest.fixture
def regional_lead(cohort):
    return person_with_role("Rosa Lead", "lead", cohort.region)


@pytest.fixture
def facilitator(cohort):
    return person_with_role("Fay Facilitator", "facilitator", cohort)


@pytest.fixture
def greeter(cohort):
    return person_with_role("Gus Greeter", "greeter", cohort)


@pytest.fixture
def participant(cohort):
    return member("Pilar Participant", cohort)


@pytest.fixture
def withdrawn(cohort):
    yesterday = factories.today() - timedelta(days=1)
    return member("Wes Withdrawn", cohort, left_on=yesterday, left_reason="Moved away")


@pytest.fixture
def graduate(cohort):
    return member("Gina Graduate", cohort, graduated_on=factories.today())


@pytest.fixture
def applicant(cohort):
    """Has applied (application with a waiting sign-off) and confirmed the address; no place yet."""
    person = factories.create_person("Ada Applicant", "ada.applicant@example.org")
    factories.create_application(
        cohort,
        person=person,
        endorsed="waiting",
        director_name="Saul Supervisor",
        director_email="saul.supervisor@example.org",
    )
    return person


@pytest.fixture
def supervisor(participant, applicant):
    """Supervises the participant, and is asked to sign for the applicant."""
    person = factories.create_person("Saul Supervisor", "saul.supervisor@example.org")
    factories.create_supervision(person, participant)
    return person


@pytest.fixture
def outsider(cohort):
    """Facilitates a cohort of another region: knows Hallway, has no business here."""
    elsewhere = factories.create_cohort(
        slug="elsewhere", region=factories.create_region(9), guidebook=cohort.guidebook
    )
    return person_with_role("Otto Outsider", "facilitator", elsewhere)


def person_with_role(name, kind, scope):
    person = factories.create_person(name, address_of(name))
    factories.create_role(person, kind, scope)
    return person


def member(name, cohort, **fields):
    person = factories.create_person(name, address_of(name))
    factories.create_membership(cohort, person, **fields)
    return person


def address_of(name):
    return f"{name.lower().replace(' ', '.')}@example.org"


@pytest.fixture
def client_of():
    """`client_of(person)`: a browser in which this person is signed in, second factor passed."""

    def signed_in(person, **options):
        return signed_in_client(person, **options)

    return signed_in


@pytest.fixture
def link_client():
    """`link_client(purpose, person=…)`: a browser that has opened a personal link;
    `.link` is its row.

    About whom: person, application, membership (with meeting_position) or address.
    """

    def with_link(purpose, *, lasts=timedelta(days=30), uses=None, **about):
        client = Client()
        client.link, secret = factories.mint_link(purpose, lasts=lasts, uses=uses, **about)
        from_the_mail = client.get(reverse("link-open", args=[secret]))
        assert from_the_mail.status_code == 302, "a fresh link opens its page"
        return client

    return with_link


@pytest.fixture
def undrawn_pages():
    """For what is decided before a page is drawn."""
    with undrawn():
        yield


@pytest.fixture
def quick_paper():
    """Printing takes a second a page; what is asked before anything is printed does not need it."""
    with mock.patch("lib.pdf.client.run_renderer", return_value=RenderedPdf(b"%PDF-")):
        yield
