"""Who is here: in every community, each tells what they like, and the room alone reads it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Letter
from community.models import ProfileAnswer
from community.views import profiles

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    return factories.create_cohort("region-8", factories.create_guidebook("telling"))


@pytest.fixture
def page(cohort):
    return reverse("community:profile-list", args=[cohort.slug])


@pytest.fixture
def own(cohort):
    return reverse("community:profile-edit", args=[cohort.slug])


def test_a_member_tells_what_they_like(cohort, participant, client_of, page, own):
    client = client_of(participant)
    said = shown(
        client.post(
            own,
            {"answer_strengths": "Songs for rainy days", "answer_background": " "},
            follow=True,
        )
    )
    assert "Songs for rainy days" in said and "Strengths" in said
    assert "Background" not in said and "1 tells something" in said
    said = shown(client.post(own, {}, follow=True))
    assert "Songs for rainy days" not in said and "tells something" not in said


def test_names_are_there_before_anybody_tells_anything(
    cohort, participant, facilitator, client_of, page
):
    other = factories.create_membership(cohort)
    said = shown(client_of(participant).get(page))
    assert all(person.name in said for person in [participant, other.person, facilitator])


def test_each_member_decides_whether_the_place_is_shown(
    cohort, participant, facilitator, client_of, page, own
):
    site = factories.create_placement(participant).site
    client, others = client_of(participant), client_of(facilitator)
    assert f"{site.name}, {site.organization.name}" in shown(others.get(page))
    client.post(own, {"answer_work": "Mornings"})
    said = shown(others.get(page))
    assert "Mornings" in said and site.name not in said and site.organization.name not in said
    client.post(own, {"answer_work": "Mornings", "shows_place": "on"})
    assert site.name in shown(others.get(page))


def test_who_was_not_told_of_the_seat_is_not_here_yet(cohort, participant, client_of, page):
    told_later = factories.create_membership(cohort)
    Letter.objects.create(
        code="offer",
        to_email="a@example.org",
        subject="A seat",
        body="…",
        cohort=cohort,
        person=told_later.person,
    )
    assert told_later.person.name not in shown(client_of(participant).get(page))


def test_answers_to_another_guidebook_are_not_taken(cohort, participant, client_of, own):
    """A code that this guidebook does not ask is left out, also when a form sends it."""
    client_of(participant).post(own, {"answer_growth": "x", "answer_work": "y"})
    (told,) = ProfileAnswer.objects.all()
    assert (told.question.guidebook, told.text) == (cohort.guidebook, "y")


def test_too_many_words_are_kept_and_said(cohort, participant, client_of, own):
    answer = shown(client_of(participant).post(own, {"answer_work": "m" * 601}))
    assert "600 letters or fewer" in answer and "m" * 601 in answer


def test_who_left_is_gone(cohort, participant, withdrawn, client_of, page):
    factories.create_profile(cohort.memberships.get(person=withdrawn), work="Gone fishing")
    said = shown(client_of(participant).get(page))
    assert "Gone fishing" not in said and withdrawn.name not in said


def test_the_room_alone_reads_it(
    cohort,
    participant,
    graduate,
    facilitator,
    regional_lead,
    state_staff,
    greeter,
    withdrawn,
    client_of,
    page,
):
    for person in [participant, graduate, facilitator]:
        assert client_of(person).get(page).status_code == 200
    for person in [regional_lead, state_staff, greeter, withdrawn]:
        assert client_of(person).get(page).status_code == 403


def test_a_supervisor_who_facilitates_does_not(cohort, participant, facilitator, client_of, page):
    factories.create_supervision(facilitator, participant)
    assert client_of(facilitator).get(page).status_code == 403


def test_one_writes_only_ones_own(cohort, facilitator, client_of, own):
    assert client_of(facilitator).post(own, {"answer_work": "x"}).status_code == 403


def test_pages_and_queries(cohort, participant, client_of, page, monkeypatch):
    monkeypatch.setattr(profiles, "PAGE_SIZE", 7)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    client = client_of(participant)
    factories.create_profile(factories.create_membership(cohort))
    client.get(page)
    few = queries()
    for member in factories.create_members(cohort, 8):
        factories.create_profile(member)
        factories.create_placement(member.person)
    assert queries() == few
    assert client.get(page).content.decode().count('id="card-') == 7
