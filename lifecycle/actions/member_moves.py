"""A member goes on in another cohort of the same guidebook: one place ends, another begins."""

from django.db import transaction

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, count_of
from cohorts.models import Cohort, CohortMembership
from lib import dates
from meetings.actions.admission import admit
from meetings.models import Attendance

from .member_returns import meeting_since, return_member, undo_leaving


@transaction.atomic
def move_member(membership, target, *, by):
    """End the place here and begin one in the target cohort, on a free seat.

    Marks and answers stay where they were given, and count in both. Whoever was a member there
    before has that place again. In a group that is closed already the place is marked as late.
    Returns the place there. Raises ActRefused.
    """
    rows = CohortMembership.objects.select_related("cohort", "person", "part", "seat")
    locked = rows.select_for_update(of=("self",)).get(pk=membership.pk)
    if refusal := move_refusal(locked, target):
        raise ActRefused(refusal)
    locked.leave(reason=f"Moved to {target}"[:200])
    earlier = CohortMembership.objects.filter(cohort=target, person=locked.person).first()
    if earlier:
        return have_again(earlier, locked, by=by)
    seat = target.seats.take_one()
    if seat is None:
        raise ActRefused(f"No seat is free in {target}.")
    reason = f"Moved from {locked.cohort}"[:200]
    place = admit(part_there(locked, target), locked.person, seat, by=by, late_reason=reason)
    place.moved_from = locked
    place.save(update_fields=["moved_from"])
    place.note_needs(access_needs=locked.access_needs, food_needs=locked.food_needs)
    return place


def have_again(earlier, membership, *, by):
    """The place that this person had in the target cohort before."""
    if earlier.is_current:
        raise ActRefused(f"{membership.person} is a member of {earlier.cohort} already.")
    if earlier.left_on >= earlier.cohort.today or not meeting_since(earlier):
        return undo_leaving(earlier)
    reason = f"Moved from {membership.cohort}"[:200]
    return return_member(earlier, on=earlier.cohort.today, reason=reason, by=by)


def part_there(membership, target):
    """The CohortPart of the target that is the one this member joined in."""
    parts = target.cohort_parts.select_related("part", "cohort").order_by("part__number")
    return parts.filter(part__number=membership.part.number).first() or parts.first()


def move_refusal(membership, target):
    """Why this member cannot go on there, as a sentence; empty if they can."""
    if not membership.is_current or membership.is_graduate:
        return f"{membership.person} has left or graduated, so there is nothing to go on with."
    if target not in cohorts_to_move_to(membership, Cohort.objects.all()):
        return f"{target} goes through another guidebook, or admits nobody."
    return ""


def cohorts_to_move_to(membership, cohorts):
    """Those of the cohorts that go through the same guidebook, in whatever version, and are not
    completed.
    """
    guidebook = membership.cohort.guidebook
    same = cohorts.filter(guidebook__slug=guidebook.slug, guidebook__network=guidebook.network_id)
    return same.exclude(pk=membership.cohort_id).exclude(status=Cohort.Status.COMPLETED)


def move_to(membership, target, *, by):
    """The Outcome of a move."""
    person, here, seat = membership.person, membership.cohort, membership.seat
    came = Attendance.objects.attended().filter(membership=membership).count()
    there = move_member(membership, target, by=by)
    return Outcome(
        button=f"{person} goes on in {target}",
        done=f"{person} goes on in {target}, on seat {there.seat.number}.",
        consequences=[
            Consequence(1, "place ends today", [], f"{here}: seat {seat.number} comes free."),
            Consequence(
                1,
                "place begins",
                [],
                f"{target}, seat {there.seat.number}, from {dates.day(target.today)}. "
                f"{count_of(target.seats.free().count(), 'seat stays', 'seats stay')} free there.",
            ),
            Consequence(
                came,
                "meeting counts there, too" if came == 1 else "meetings count there, too",
                [],
                "For the own record and for graduation. Marks and answers stay where they were "
                "given, and so do all figures.",
            ),
        ],
        stays="No letter is written. Tell the facilitators of both cohorts.",
    )
