"""Ending the places of those who do not go on with a later part."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, count_of
from cohorts.models import CohortMembership
from lib import dates
from recruitment.models import Application
from recruitment.pages.renewals import renewal_rows

RENEWED = Application.Decision.RENEWED


def ending_refusal(cohort_part):
    """Why no place can be ended because of this part now, as a sentence; "" if it can."""
    if not cohort_part.opened_at:
        return f"{cohort_part.part} is not open, so nobody was asked."
    if cohort_part.cohort.is_completed:
        return "The cohort is completed."
    if cohort_part.still_takes_what_was_begun:
        return (
            f"Members may answer until {dates.day(cohort_part.apply_by)}, and a little after it. "
            "Places end after that."
        )
    return ""


def who_does_not_go_on(cohort_part):
    """Members before the part who have not renewed, with `state` and `word`, by state and name."""
    return [row for row in renewal_rows(cohort_part) if row.state != "renewed"]


def end_places(cohort_part, memberships):
    """End these places, all or none; each says that the member did not go on with the part.

    The memberships are locked, so a renewal at the same time waits, or is seen. Returns the
    Outcome; raises ActRefused.
    """
    if reason := ending_refusal(cohort_part):
        raise ActRefused(reason)
    keys = [membership.pk for membership in memberships]
    locked = (
        CohortMembership.objects.select_for_update(of=("self",))
        .select_related("person", "seat")
        .filter(pk__in=keys, cohort=cohort_part.cohort_id, left_on=None, graduated_on=None)
    )
    rows = list(locked.in_name_order())
    gone_on = Application.objects.active().filter(
        cohort_part=cohort_part, renews__in=keys, decision=RENEWED
    )
    if len(rows) < len(keys) or gone_on.exists():
        raise ActRefused("Something has changed since. Look at the list once more.")
    today = cohort_part.cohort.today
    withdraw_open_renewals(cohort_part, keys)
    for row in rows:
        row.leave(reason=f"Did not go on to {cohort_part.part}", on=today)
    number = len(rows)
    return Outcome(
        button=f"End {count_of(number, 'place', 'places')}",
        done=f"{count_of(number, 'place has', 'places have')} ended.",
        consequences=[
            Consequence(
                number,
                "place ends today" if number == 1 else "places end today",
                [f"{row.person.name}, seat {row.seat.number}" for row in rows],
                "Each keeps the own record, and no page of the room opens any more.",
            ),
            Consequence(
                number,
                "seat comes free" if number == 1 else "seats come free",
                [],
                f"{cohort_part.cohort.seats.free().count()} are free then; offer them to those who "
                "applied.",
            ),
        ],
        ends=True,
        stays="No letter is written.",
    )


def withdraw_open_renewals(cohort_part, keys):
    """Renewals that still wait for a director: nobody is asked for these people any more."""
    waiting = Application.objects.active().filter(cohort_part=cohort_part, renews__in=keys)
    for application in waiting.prefetch_related("endorsements"):
        application.withdraw()
