"""A member goes on in another cohort of the same guidebook, and what was done counts in both."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort
from lifecycle.actions.graduation import graduation_candidates
from lifecycle.actions.member_moves import move_member

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cohort):
    return factories.create_cohort(
        slug="other", guidebook=cohort.guidebook, region=cohort.region, name="Saturday group"
    )


@pytest.fixture
def membership(cohort, participant):
    """Came to the first two meetings."""
    membership = participant.memberships.get()
    for position, days in [(1, 60), (2, 30)]:
        meeting = cohort.meetings.get(position=position)
        factories.move_meeting(meeting, factories.today() - timedelta(days=days))
        factories.attend(meeting, membership)
    return membership


def address(membership):
    return reverse("lifecycle:member-move", args=[membership.cohort.slug, membership.pk])


def test_one_place_ends_and_another_begins(membership, other, regional_lead, client_of):
    browser = client_of(regional_lead)
    assert address(membership) in shown(browser.get(membership.get_absolute_url()))
    look = browser.post(address(membership), {"cohort": other.pk})
    assert is_look(look) and "meetings count there, too" in shown(look)
    act(browser, address(membership), {"cohort": other.pk})
    membership.refresh_from_db()
    assert membership.left_reason == "Moved to Saturday group"
    assert membership.seat.taken_at is None
    there = other.memberships.get()
    assert there.moved_from == membership and there.seat.taken_at
    assert membership.attendances.count() == 2 and not there.attendances.exists()


def test_what_was_done_counts_for_the_record_and_for_graduation(
    membership, other, participant, regional_lead, client_of
):
    there = move_member(membership, other, by=regional_lead)
    factories.move_meeting(other.meetings.get(position=1), factories.today())
    page = client_of(participant).get(reverse("dashboards:member-record", args=["other"]))
    assert [row.meeting.cohort.slug for row in page.context["attendances"]] == ["region-8"] * 2
    assert page.context["progress"][0].came == 2 and page.context["progress"][0].is_reached
    (candidate,) = graduation_candidates(other)
    assert (candidate.membership, candidate.attendances[0].came) == (there, 2)
    for position in [4, 5]:
        factories.attend(other.meetings.get(position=position), there)
    assert graduation_candidates(other)[0].graduates


def test_moving_back_has_the_first_place_again(membership, cohort, other, regional_lead):
    there = move_member(membership, other, by=regional_lead)
    factories.attend(other.meetings.get(position=3), there)
    back = move_member(there, cohort, by=regional_lead)
    assert back == membership and back.is_current and not back.gaps.exists()
    assert graduation_candidates(cohort)[0].attendances[0].came == 3
    there.refresh_from_db()
    assert not there.is_current and there.seat.taken_at is None


def test_only_where_the_same_guidebook_and_a_seat_is(membership, cohort, other, regional_lead):
    elsewhere = factories.create_cohort(
        slug="green", guidebook=factories.create_guidebook("other-book"), region=cohort.region
    )
    with pytest.raises(ActRefused, match="another guidebook"):
        move_member(membership, elsewhere, by=regional_lead)
    other.seats.all().delete()
    with pytest.raises(ActRefused, match="No seat is free"):
        move_member(membership, other, by=regional_lead)
    Cohort.objects.filter(pk=other.pk).update(status="completed")
    with pytest.raises(ActRefused, match="admits nobody"):
        move_member(membership, other, by=regional_lead)
    membership.refresh_from_db()
    assert membership.is_current and membership.seat.taken_at


def test_a_lead_is_offered_the_own_cohorts_only(membership, other, regional_lead, client_of):
    far = factories.create_cohort(
        slug="far", guidebook=other.guidebook, region=factories.create_region(9)
    )
    page = client_of(regional_lead).get(address(membership))
    assert list(page.context["form"].fields["cohort"].queryset) == [other]
    again = client_of(regional_lead).post(address(membership), {"cohort": far.pk})
    assert "Choose one of these cohorts." in shown(again)
