"""The graduation rule, and completing a cohort after its last meeting.

A member graduates who attended at least `minimum_meetings` of each part,
counted from the part they joined in (see CountedMeetings).
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from cohorts.models import Cohort, CohortMembership
from meetings.attendance_requirement import attended_meetings, came_elsewhere
from meetings.models import CountedMeetings


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
    still_open = cohort.meetings.taking_place().filter(attendance_closed_at=None)
    open_meeting = still_open.select_related("of").in_order().first()
    if cohort.status != Cohort.Status.MEETING:
        return "Only a cohort that meets can be completed."
    if open_meeting:
        return f"Close the roll call of meeting {open_meeting.number} first."
    return ""


def graduation_candidates(cohort):
    """All current members who have not graduated yet, by name, in four queries; a few more for
    each who was moved here.
    """
    counted = CountedMeetings(list(cohort.meetings.all()))
    parts = list(cohort.guidebook.parts.all())
    minimums = {part.number: counted.minimum(part) for part in parts}
    came = Counter(
        {
            (membership, part.number): counted.came(part.pk, attended)
            for membership, attended in attended_meetings(cohort).items()
            for part in parts
        }
    )
    came += came_elsewhere(cohort)
    members = (
        cohort.memberships.current()
        .filter(graduated_on=None)
        .select_related("person", "part")
        .in_name_order()
    )
    return [graduation_candidate(member, came, minimums) for member in members]


def graduation_candidate(member, came, minimums):
    """came: {(membership id, part number): meetings attended}.

    minimums: {part number: how many are asked}.
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
    number = graduate_members(locked, on=locked.meetings.taking_place().in_order().last().on)
    Cohort.objects.filter(pk=cohort.pk).update(status=Cohort.Status.COMPLETED)
    return number
