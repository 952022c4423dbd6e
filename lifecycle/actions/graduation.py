"""The graduation rule, and completing a cohort after its last meeting.

A member graduates who attended at least `minimum_meetings` of the mandatory meetings of each part,
each part by itself, from the part they joined in (see CountedMeetings).
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from cohorts.models import Cohort, CohortMembership
from guidebooks.models import Part
from lib.dates import day
from meetings.graduation_rule import attended_meetings, came_elsewhere
from meetings.models import CountedMeetings


@dataclass(frozen=True)
class PartAttendance:
    """What a member has done in one part, by the rule. of: its mandatory meetings."""

    part: Part
    came: int
    minimum: int
    of: int

    @property
    def is_enough(self):
        return self.came >= self.minimum


@dataclass(frozen=True)
class GraduationCandidate:
    """One current member, and how they stand in each part since they joined."""

    membership: CohortMembership
    attendances: list[PartAttendance]

    @property
    def graduates(self):
        return all(attended.is_enough for attended in self.attendances)

    @property
    def short_in(self):
        """The parts in which the member came too rarely."""
        return [attended.part for attended in self.attendances if not attended.is_enough]

    def __str__(self):
        """The name, and where it was not enough how often the member came."""
        short = [s for s in self.attendances if not s.is_enough]
        facts = ", ".join(f"{s.part}: {s.came} of at least {s.minimum}" for s in short)
        return f"{self.membership.person.name}{facts and f' ({facts})'}"


def completion_refusal(cohort):
    """Why the cohort cannot be completed now, as a sentence; empty if it can."""
    if cohort.status != Cohort.Status.MEETING:
        if cohort.is_completed:
            return "This cohort is completed already."
        return "Only a cohort that meets can be completed."
    still_open = cohort.meetings.taking_place().filter(attendance_closed_at=None)
    meetings = list(still_open.select_related("of", "cohort").in_order())
    if ahead := [meeting for meeting in meetings if not meeting.is_past]:
        last = max(ahead, key=lambda meeting: meeting.starts_at)
        return f"Meeting {last.number} is on {day(last.on)}. A cohort is completed after its last."
    if meetings:
        return f"Close the roll call of meeting {meetings[0].number} first."
    return ""


def graduation_candidates(cohort):
    """All current members who have not graduated yet, by name, in four queries; a few more for
    each who was moved here.
    """
    counted = CountedMeetings(list(cohort.meetings.all()))
    parts = list(cohort.guidebook.parts.all())
    came = times_attended(cohort, parts, counted)
    members = cohort.memberships.current().filter(graduated_on=None).in_name_order()
    return [
        graduation_candidate(member, came, parts, counted)
        for member in members.select_related("person", "part")
    ]


def times_attended(cohort, parts, counted):
    """Counter of {(membership id, part number): mandatory meetings attended}."""
    here = {
        (membership, part.number): counted.came(part.pk, attended)
        for membership, attended in attended_meetings(cohort).items()
        for part in parts
    }
    came = Counter(here)
    came += came_elsewhere(cohort)
    return came


def graduation_candidate(member, came, parts, counted):
    """came: as from `times_attended`."""
    own = [part for part in parts if part.number >= member.part.number]
    return GraduationCandidate(
        member, [part_attendance(part, came[member.pk, part.number], counted) for part in own]
    )


def part_attendance(part, came, counted):
    return PartAttendance(part, came, counted.minimum(part), len(counted.of_part(part.pk)))


def graduate_members(cohort, *, on):
    """Graduate every member who attended enough in each part, on this day. Returns how many."""
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
