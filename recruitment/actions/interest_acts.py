"""Telling a list of interest that its track is open, as an act of staff."""

from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import ActRefused, Outcome, count_of

from ..models import Interest
from .interest_lists import notify_interested


def notify(act, track, cohort):
    """Write to everybody who waits for this track; they are off the list then."""
    told = notify_interested(track, cohort=cohort, act=act)
    if not told:
        raise ActRefused("Nobody waits to be told.")
    act.undo_data = {"interests": [interest.pk for interest in told]}
    people = count_of(len(told), "person", "people")
    return Outcome(
        button=f"Tell {people} about {cohort.name}",
        done=f"A letter about {cohort.name} goes to {people}.",
        consequences=[names_leave(told, cohort)],
    )


def names_leave(told, cohort):
    names = [interest.name for interest in told]
    detail = f"Each is told once that {cohort.name} takes applications."
    return consequence_for(names, "name leaves the list", "names leave the list", detail)


def take_back_notice(act):
    names = Interest.objects.filter(pk__in=act.undo_data["interests"])
    number = names.update(told_at=None, ended_at=None)
    return f"{count_of(number, 'name is', 'names are')} on the list again."
