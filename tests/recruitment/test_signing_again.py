"""A director who signed is asked again because the application changed: told so, by letter and
page, and her link and what she signed stay.
"""

import pytest

from cohorts.models import Letter
from recruitment.actions.applications import change
from recruitment.models import Application

from ..shown import shown
from .test_endorsements import SIGN, asked, says, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(cohort):
    return asked(cohort, "Rosa Delgado", site_name="Oak School")


@pytest.fixture
def marcus(rosa, link_client):
    return link_client("sign-off", application=rosa, address="marcus@example.org")


def moves_to(application, **fields):
    change(Application.objects.get(pk=application.pk), fields=fields, answers={})


def newest_letter():
    return Letter.objects.filter(code="signoff-request").order_by("pk").last()


def test_letter_and_page_say_what_changed_since_the_signature(marcus, rosa):
    marcus.post(SIGN, says(rosa))
    moves_to(rosa, site_name="Elm School")
    letter = newest_letter()
    assert letter.subject == "Please sign again for Rosa Delgado: the application changed"
    told = "The site changed from Oak School to Elm School. What you signed no longer counts."
    assert letter.body.startswith("You signed for Rosa Delgado on ") and told in letter.body
    page = shown(marcus.get(SIGN))
    assert told in page and "Signed for Rosa Delgado on" in page and "What was signed" in page
    marcus.post(SIGN, says(Application.objects.get(pk=rosa.pk)))
    assert state_of(rosa) == "given" and told not in shown(marcus.get(SIGN))


def test_who_has_not_signed_is_not_told_so(marcus, rosa):
    moves_to(rosa, site_name="Elm School")
    assert "again" not in newest_letter().subject and "You signed" not in newest_letter().body
    assert marcus.get(SIGN).status_code == 200, "the link stays"


def test_another_director_gets_the_first_letter_and_the_old_link_ends(marcus, rosa):
    marcus.post(SIGN, says(rosa))
    moves_to(rosa, director_email="dora@example.org")
    assert newest_letter().to_email == "dora@example.org"
    assert "You signed" not in newest_letter().body and marcus.get(SIGN).status_code == 410
