"""Who we are: optional, one's own, and read by the room alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    return factories.create_cohort(
        "region-8", factories.create_guidebook("telling", member_profile=True)
    )


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
            {"strengths": "Songs for rainy days", "growth_edges": "Talking with parents"},
            follow=True,
        )
    )
    assert "Songs for rainy days" in said and "Growing in" in said
    assert "Background" not in said
    assert "1 of 1 member tells something" in said


def test_an_empty_card_is_nobodys(cohort, participant, client_of, page, own):
    client = client_of(participant)
    client.post(own, {"work": "Mornings"})
    assert "No cards yet." in shown(client.post(own, {}, follow=True))


def test_too_many_words_are_kept_and_said(cohort, participant, client_of, own):
    answer = shown(client_of(participant).post(own, {"work": "m" * 601}))
    assert "600 letters or fewer" in answer and "m" * 601 in answer


def test_who_left_is_gone(cohort, participant, withdrawn, client_of, page):
    factories.create_profile(cohort.memberships.get(person=withdrawn), work="Gone fishing")
    assert "Gone fishing" not in shown(client_of(participant).get(page))


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
    assert client_of(facilitator).post(own, {"work": "x"}).status_code == 403


def test_pages_and_queries(cohort, participant, client_of, page):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    client = client_of(participant)
    factories.create_profile(factories.create_membership(cohort))
    client.get(page)
    few = queries()
    for member in factories.create_members(cohort, 26):
        factories.create_profile(member)
    assert queries() == few
    assert shown(client.get(page)).count('class="h-sheet') == 24
