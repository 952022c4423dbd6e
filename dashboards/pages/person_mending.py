"""What the page of a person and of a member offers to correct, and likely twins."""

from cohorts.access import LEAD, STAFF, STATE
from cohorts.models import Cohort
from cohorts.pages.people import people_seen_in
from cohorts.pages.twins import twins_of
from lifecycle.actions.join_acts import merges_of
from lifecycle.permissions import may_mend
from people.actions.change_address import open_changes


def mending_of(reader, person):
    """Context: what the reader may correct about this person."""
    mend = may_mend(reader, person)
    if not mend["lead"]:
        return {"mend": mend}
    seen = people_seen_in(Cohort.objects.led_by(reader))
    return {
        "mend": mend,
        "twins": twins_of(person, seen),
        "merges": merges_of(person),
        "waiting": open_changes(person).first(),
    }


def returning_of(membership, access):
    """Context: whether somebody who left may come back, and earlier absences."""
    gone = not membership.is_current and not membership.cohort.is_completed
    return {
        "may_move": access.is_one_of(LEAD, STATE),
        "gaps": list(membership.gaps.all()),
        "may_return": gone and access.is_one_of(LEAD, STATE),
        "may_undo_leave": gone and access.is_one_of(*STAFF),
    }
