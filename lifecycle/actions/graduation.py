"""A cohort is completed when its last meeting has been held: who came often enough graduates, everybody else stays as they were."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from cohorts.models import Cohort, CohortMembership
from meetings.models import Attendance


@dataclass
class Finisher:
    """One member at the end: how often they came, and what the parts since they joined ask."""

    membership: CohortMembership
    came: int
    needed: int
    graduates: bool


def what_is_open(cohort):
    """Why it cannot be completed yet, in a sentence; empty when nothing is in the way."""
    open_ones = list(cohort.meetings.filter(attendance_closed_at=None).in_order()[:1])
    if cohort.status != Cohort.Status.MEETING:
        return "Only a cohort that meets can be completed."
    if open_ones:
        return f"Close the roll call of meeting {open_ones[0].position} first."
    return ""


def finishers(cohort):
    """Every current member, in the order of names, in three queries."""
    parts = {part.number: part.minimum_meetings for part in cohort.guidebook.parts.all()}
    rows = Attendance.objects.attended().filter(meeting__cohort=cohort)
    came = Counter(rows.values_list("membership", "meeting__part__number"))
    members = cohort.memberships.current().filter(graduated_on=None).select_related("person", "part").in_name_order()
    return [finisher(member, came, parts) for member in members]


def finisher(member, came, parts):
    own = {number: needed for number, needed in parts.items() if number >= member.part.number}
    enough = all(came[member.pk, number] >= needed for number, needed in own.items())
    return Finisher(member, sum(came[member.pk, number] for number in own), sum(own.values()), enough)


@transaction.atomic
def complete(cohort, *, by):
    """Complete it once: returns how many graduate. Raises ValueError with the sentence that stands in the way."""
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if reason := what_is_open(locked):
        raise ValueError(reason)
    last = locked.meetings.in_order().last()
    graduates = [row.membership for row in finishers(locked) if row.graduates]
    for membership in graduates:
        membership.graduate(on=last.on)
    Cohort.objects.filter(pk=cohort.pk).update(status=Cohort.Status.COMPLETED)
    return len(graduates)
