"""The graduation rule, and completing a cohort after its last meeting.

A member graduates who attended at least `minimum_meetings` of each part,
counted from the part they joined in.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from cohorts.models import Cohort, CohortMembership
from meetings.models import Attendance


@dataclass
class GraduationCandidate:
    """One current member, with the meetings they attended and need in all parts since
    they joined.
    """

    membership: CohortMembership
    came: int
    needed: int
    graduates: bool


def completion_refusal(cohort):
    """Why the cohort cannot be completed now, as a sentence; empty if it can."""
    open_meeting = cohort.meetings.filter(attendance_closed_at=None).in_order().first()
    if cohort.status != Cohort.Status.MEETING:
        return "Only a cohort that meets can be completed."
    if open_meeting:
        return f"Close the roll call of meeting {open_meeting.position} first."
    return ""


def graduation_candidates(cohort):
    """All current members who have not graduated yet, by name, in four queries; a few more for
    each who was moved here.
    """
    minimums = {part.number: part.minimum_meetings for part in cohort.guidebook.parts.all()}
    attended = Attendance.objects.attended().filter(meeting__cohort=cohort)
    came = Counter(attended.values_list("membership", "meeting__part__number"))
    came += came_elsewhere(cohort)
    members = (
        cohort.memberships.current()
        .filter(graduated_on=None)
        .select_related("person", "part")
        .in_name_order()
    )
    return [graduation_candidate(member, came, minimums) for member in members]


def came_elsewhere(cohort):
    """{(membership id, part number): meetings attended in another cohort, before a move}."""
    moved = Q(moved_from__isnull=False) | Q(moved_to__isnull=False)
    came = Counter()
    for member in cohort.memberships.current().filter(moved):
        attended = Attendance.objects.attended().filter(membership__in=member.linked_places())
        for number in attended.values_list("meeting__part__number", flat=True):
            came[member.pk, number] += 1
    return came


def graduation_candidate(member, came, minimums):
    """came: {(membership id, part number): meetings attended}.

    minimums: {part number: minimum_meetings}.
    """
    own = {number: minimum for number, minimum in minimums.items() if number >= member.part.number}
    enough = all(came[member.pk, number] >= minimum for number, minimum in own.items())
    return GraduationCandidate(
        member, sum(came[member.pk, number] for number in own), sum(own.values()), enough
    )


def graduate_members(cohort, *, on):
    """Graduate every member who attended enough, on this day. Returns how many."""
    graduates = [row.membership for row in graduation_candidates(cohort) if row.graduates]
    for membership in graduates:
        membership.graduate(on=on)
    return len(graduates)


@transaction.atomic
def complete_cohort(cohort):
    """Graduate members on the day of the last meeting and set the cohort's status.

    Returns how many graduate.

    Raises ValueError with the refusal reason.
    """
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if reason := completion_refusal(locked):
        raise ValueError(reason)
    number = graduate_members(locked, on=locked.meetings.in_order().last().on)
    Cohort.objects.filter(pk=cohort.pk).update(status=Cohort.Status.COMPLETED)
    return number
