"""Coming back after leaving: an absence that stays, or a wrong row that is undone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import Cohort, CohortMembership, MembershipGap
from lifecycle.actions.member_returns import return_member, undo_leaving

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def gone(cohort, participant):
    """Left ten days ago; a meeting was held five days ago."""
    membership, today = participant.memberships.get(), factories.today()
    factories.move_meeting(cohort.meetings.get(position=1), today - 5 * DAY)
    membership.leave(reason="A long illness", on=today - 10 * DAY)
    return membership


def address(name, membership):
    return reverse(f"lifecycle:member-{name}", args=[membership.cohort.slug, membership.pk])


def test_who_returns_has_a_seat_and_an_absence(gone, cohort, regional_lead, client_of):
    lead, today = client_of(regional_lead), factories.today()
    page = shown(lead.get(gone.get_absolute_url()))
    assert address("return", gone) in page
    typed = {"on": (today - 2 * DAY).isoformat(), "reason": "Well again"}
    said = shown(act(lead, address("return", gone), typed, follow=True))
    assert "is a member again" in said
    gone.refresh_from_db()
    assert gone.is_current and gone.seat.taken_at
    gap = gone.gaps.get()
    assert (gap.left_on, gap.returned_on) == (today - 10 * DAY, today - 2 * DAY)
    assert (gap.left_reason, gap.return_reason) == ("A long illness", "Well again")
    assert gap.returned_by == regional_lead
    page = shown(lead.get(gone.get_absolute_url()))
    assert "A long illness" in page and "Well again" in page


def test_lists_of_a_day_know_who_was_away(gone, cohort, regional_lead):
    today = factories.today()
    return_member(gone, on=today - 2 * DAY, reason="Back", by=regional_lead)
    gone.refresh_from_db()
    for days_ago, here in [(11, True), (10, False), (5, False), (3, False), (2, True), (0, True)]:
        day = today - days_ago * DAY
        assert cohort.memberships.current_on(day).filter(pk=gone.pk).exists() is here, days_ago
        assert gone.was_here_on(day) is here
    assert gone not in cohort.meetings.get(position=1).roster()


def test_a_wrong_row_is_undone_without_a_trace_of_absence(
    cohort, participant, facilitator, client_of
):
    """K04: "Leaves the cohort" on the wrong row."""
    membership, browser = participant.memberships.get(), client_of(facilitator)
    membership.leave(reason="Wrong row")
    seat = membership.seat_id
    act(browser, address("undo-leave", membership))
    membership.refresh_from_db()
    assert membership.is_current and membership.left_reason == "" and membership.seat_id == seat
    assert not membership.gaps.exists()
    assert membership in cohort.meetings.get(position=1).roster()


def test_a_seat_given_back_is_taken_again(cohort, participant, regional_lead):
    """Finding 13: giving a seat back was final."""
    membership = participant.memberships.get()
    membership.leave(reason="Gave the seat back on the application page")
    other = factories.create_membership(cohort)
    assert other.seat_id == membership.seat_id
    undo_leaving(membership)
    membership.refresh_from_db()
    assert membership.is_current and membership.seat_id != other.seat_id


def test_after_a_meeting_only_a_return_is_possible(gone, facilitator, client_of):
    said = shown(act(client_of(facilitator), address("undo-leave", gone), follow=True))
    assert "Use “Returns” and the day of the return" in said
    gone.refresh_from_db()
    assert not gone.is_current


def test_a_meeting_at_which_somebody_was_noted_does_not_stop_undoing(gone, cohort, regional_lead):
    """Who leaves on the day of a meeting and was there."""
    factories.attend(cohort.meetings.get(position=1), gone)
    assert undo_leaving(gone).is_current


@pytest.mark.parametrize("days, words", [(1, "This day is ahead"), (-10, "Choose a later day")])
def test_a_day_that_cannot_be_is_refused_and_kept(gone, regional_lead, client_of, days, words):
    typed = {"on": (factories.today() + days * DAY).isoformat(), "reason": "Back"}
    page = shown(client_of(regional_lead).post(address("return", gone), typed))
    assert words in page and typed["on"] in page and "Back" in page
    assert MembershipGap.objects.count() == 0


def test_nobody_returns_without_a_seat_or_into_a_completed_cohort(cohort, gone, regional_lead):
    cohort.seats.exclude(number=1).delete()
    factories.create_membership(cohort)
    with pytest.raises(ActRefused, match="No seat is free"):
        return_member(gone, on=factories.today(), reason="Back", by=regional_lead)
    Cohort.objects.filter(pk=cohort.pk).update(status="completed")
    with pytest.raises(ActRefused, match="admits nobody"):
        return_member(gone, on=factories.today(), reason="Back", by=regional_lead)
    assert CohortMembership.objects.get(pk=gone.pk).left_reason == "A long illness"


def test_absences_of_one_member_do_not_overlap(gone, regional_lead):
    today = factories.today()
    fields = {"left_reason": "A", "return_reason": "B", "returned_by": regional_lead}

    def away(first, last):
        gone.gaps.create(left_on=today - first * DAY, returned_on=today - last * DAY, **fields)

    away(9, 5)
    away(5, 3)  # back and away again on one day
    for first, last in [(9, 8), (6, 1), (20, 4)]:
        with pytest.raises(IntegrityError, match="do_not_overlap"), transaction.atomic():
            away(first, last)
    other = factories.create_membership(gone.cohort)
    other.gaps.create(left_on=today - 9 * DAY, returned_on=today, **fields)
