"""Coming back after leaving: with an absence that stays in the record, or as if nobody had left.

Both take a seat, so both wait for the row of the member first: of two at once the second finds that
somebody else was faster.
"""

from django.db import transaction
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import CohortMembership
from lib import dates


@transaction.atomic
def return_member(membership, *, on, reason, by):
    """The member is back from this day on, on a free seat; until then they were away.

    Returns the membership as it is now. Raises ActRefused.
    """
    locked = lock_member_who_left(membership)
    if refusal := day_refusal(locked, on):
        raise ActRefused(refusal)
    leaving = {"left_on": locked.left_on, "left_reason": locked.left_reason}
    locked.gaps.create(**leaving, returned_on=on, return_reason=reason, returned_by=by)
    return seat_again(locked)


def day_refusal(membership, on):
    """Why the member cannot be back from this day on, as a sentence; "" if they can."""
    if on <= membership.left_on:
        return (
            f"{membership.person} left on {dates.day(membership.left_on)}. Choose a later day, or "
            "undo the leaving if it never happened."
        )
    if on > membership.cohort.today:
        return "This day is ahead. Note the return on the day itself, or later."
    return ""


@transaction.atomic
def undo_leaving(membership):
    """The member never left: for a wrong row, as long as no meeting was held since.

    Returns the membership as it is now. Raises ActRefused.
    """
    locked = lock_member_who_left(membership)
    if meeting := meeting_since(locked):
        raise ActRefused(
            f"Meeting {meeting.position} was on {dates.day(meeting.on)}, without {locked.person}. "
            "Use “Returns” and the day of the return."
        )
    return seat_again(locked)


def meeting_since(membership):
    """The first meeting that began without this member since they left; or None.

    Whoever has a record of attendance was expected there, so undoing changes nothing of it.
    """
    meetings = (
        membership.cohort.meetings.taking_place()
        .filter(on__gte=membership.left_on, on__lte=membership.cohort.today)
        .exclude(attendances__membership=membership)
    )
    now = timezone.now()
    return next((m for m in meetings.order_by("on", "position") if m.starts_at <= now), None)


def lock_member_who_left(membership):
    """The row as it is now, locked. Raises ActRefused when there is nothing to return from."""
    rows = CohortMembership.objects.select_related("cohort", "person", "seat")
    locked = rows.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.is_current:
        raise ActRefused(f"{locked.person} is a member already.")
    if locked.cohort.is_completed:
        raise ActRefused("This cohort is completed, and a completed cohort admits nobody.")
    if hasattr(locked, "moved_to") and locked.moved_to.is_current:
        raise ActRefused(
            f"{locked.person} went on in {locked.moved_to.cohort}. Move them back from there."
        )
    if not locked.person.is_active:
        raise ActRefused("This record is closed: it was joined with another one.")
    return locked


def seat_again(membership):
    seat = membership.cohort.seats.take(membership.seat.number)
    if seat is None:
        raise ActRefused("No seat is free. Add a seat, or wait until one comes free.")
    membership.seat, membership.left_on, membership.left_reason = seat, None, ""
    membership.save(update_fields=["seat", "left_on", "left_reason"])
    return membership


# --- as acts of staff -----------------------------------------------------------------------------


def take_member_back(membership, *, on, reason, by):
    """The Outcome of a return."""
    before = membership.left_on
    locked = return_member(membership, on=on, reason=reason, by=by)
    return Outcome(
        button=f"{locked.person} returns",
        done=f"{locked.person} is a member again, on seat {locked.seat.number}.",
        consequences=consequences_of_return(locked, left_on=before, on=on),
        stays="No letter is written.",
    )


def consequences_of_return(membership, *, left_on, on):
    person, seat, day = membership.person, membership.seat, dates.day(on)
    listed = f"{person} is on the lists again from {day}, on seat {seat.number}."
    absence = (
        f"From {dates.day(left_on)} to the day before {day}. Meetings of these days do not count "
        "as missed."
    )
    return [
        Consequence(1, "member returns", [], listed),
        Consequence(None, "The absence stays in the record", [], absence),
    ]


def undo_leave(membership):
    """The Outcome of a leaving that is undone."""
    locked = undo_leaving(membership)
    person, seat = locked.person, locked.seat.number
    seat_now = f"{person} has seat {seat}. No meeting was held meanwhile."
    return Outcome(
        button=f"{person} never left",
        done=f"{person} is a member, on seat {seat}, as if nobody had left.",
        consequences=[Consequence(1, "leaving is undone", [], seat_now)],
        stays="No letter is written. Letters that were dropped when the place ended stay dropped.",
    )
