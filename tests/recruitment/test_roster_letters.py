"""Each letter of a roster opens for its reader, as long as anything is asked in it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from cohorts.letters.delivery import send_due_letters
from cohorts.models import Letter
from recruitment.models import SupervisorEndorsement

from .. import factories
from ..looks import act
from ..shown import shown
from .rosters import page_of, read_in, upload

pytestmark = pytest.mark.django_db
HEADINGS = "Name,Email,Language,Director,Director email\n"
MARCUS = "Marcus Fenn,marcus@example.org\n"
ROSTER = f"{HEADINGS}José Núñez,jose@example.org,Spanish,{MARCUS}Bea Peña,bea@example.org,,{MARCUS}"


@pytest.fixture
def lead(regional_lead, client_of):
    return client_of(regional_lead)


def seat(lead, cohort, content):
    upload(lead, cohort, content)
    read_in(lead, cohort)
    return cohort.roster_imports.first()


def deliver():
    """{address: the path of the link in its letter} of what has left now."""
    Letter.objects.update(try_at=timezone.now())
    mail.outbox.clear()
    send_due_letters()
    return {sent.to[0]: re.search(r"/l/[\w-]{43}/", sent.body).group() for sent in mail.outbox}


def open_link(path, language=""):
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return browser.get(path, follow=True)


@pytest.mark.parametrize("language", ["en", "es", ""])
def test_every_letter_opens_for_its_reader(lead, cohort, language):
    seat(lead, cohort, ROSTER)
    links = deliver()
    assert set(links) == {"jose@example.org", "bea@example.org", "marcus@example.org"}
    assert {open_link(path, language).status_code for path in links.values()} == {200}


def test_one_who_withdraws_leaves_the_link_to_the_others(cohort, link_client):
    ana, ben = (
        factories.create_application(cohort, director_email="d@example.org", endorsed="waiting")
        for _ in range(2)
    )
    director = link_client("sign-off", application=ana, address="d@example.org")
    ana.withdraw()
    assert ben.name in shown(director.get("/sign-off/"))
    ben.withdraw()
    assert director.get("/sign-off/").status_code == 410


def test_a_roster_that_is_undone_leaves_the_link_to_others_of_the_director(lead, cohort):
    first = seat(lead, cohort, ROSTER)
    of_marcus = deliver()["marcus@example.org"]
    seat(lead, cohort, f"{HEADINGS}Uma Reed,uma@example.org,,{MARCUS}")
    act(lead, page_of(cohort, "roster-import-undo", first.pk))
    page = open_link(of_marcus)
    assert "Uma Reed" in shown(page) and "Bea Peña" not in shown(page)


def test_who_waits_for_a_director_since_before_the_deadline_has_her_asked_again(lead, cohort):
    application = factories.create_application(
        cohort, name="Uma Reed", email="uma@example.org", endorsed="waiting"
    )
    part = application.cohort_part
    part.apply_by = factories.today() - timedelta(days=3)
    part.save()
    seat(lead, cohort, "Name,Email\nUma Reed,uma@example.org\n")
    asked = Letter.objects.get(code="signoff-seated")
    assert asked.to_email == application.director_email and "- Uma Reed" in asked.body
    assert SupervisorEndorsement.objects.count() == 1, "the same sign-off"
    page = open_link(deliver()[application.director_email])
    assert [row.application for row in page.context["open_now"]] == [application]
