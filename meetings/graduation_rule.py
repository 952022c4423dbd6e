"""The rule for graduating: the minimum number of mandatory meetings of a part that a member has
to attend, and whether it can still be reached.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q

from .models import Attendance, CountedMeetings


@dataclass(frozen=True)
class AttendanceProgress:
    """How many mandatory meetings of one part a member attended, how many are asked, and how many
    of them are still ahead (see CountedMeetings).

    of: how many mandatory meetings there are. missed: those that were held without the member.
    optional: to how many others the member came; they do not count.
    """

    part: object
    came: int
    minimum: int
    ahead: int
    of: int
    missed: list
    optional: int

    @property
    def is_reached(self):
        return self.came >= self.minimum

    @property
    def is_out_of_reach(self):
        return self.came + self.ahead < self.minimum


def attendance_progress(membership, meetings, attendances):
    """Progress in each part that has begun and has a minimum, from the member's own part on. Makes
    no query.

    meetings: all meetings of the cohort with their parts. attendances: the member's, with their
    meetings and parts; also those in another cohort before a move.
    """
    attended = {row.meeting_id for row in attendances if row.status in Attendance.ATTENDED}
    away = attended - {meeting.pk for meeting in meetings}
    elsewhere = count_elsewhere(row.meeting for row in attendances if row.meeting_id in away)
    counted = CountedMeetings(meetings)
    parts = own_parts(membership, meetings)
    return [progress_in(part, counted, attended, elsewhere[part.number]) for part in parts]


def own_parts(membership, meetings):
    """Parts that have begun and have a minimum, from the member's own part on."""
    begun = {meeting.part_id: meeting.part for meeting in meetings if meeting.day_has_come}
    return [
        part
        for part in begun.values()
        if part.minimum_meetings and part.number >= membership.part.number
    ]


def progress_in(part, counted, attended, elsewhere):
    """counted: CountedMeetings. attended: keys of meetings. elsewhere: how many came before a
    move.
    """
    return AttendanceProgress(
        part,
        counted.came(part.pk, attended) + elsewhere,
        counted.minimum(part),
        counted.ahead(part.pk),
        len(counted.of_part(part.pk)),
        counted.missed(part.pk, attended),
        counted.optional_came(part.pk, attended),
    )


def attended_meetings(cohort):
    """{membership key: keys of the meetings where they were noted}, in one query."""
    found = defaultdict(set)
    attended = Attendance.objects.attended().filter(meeting__cohort=cohort)
    for membership, meeting in attended.values_list("membership", "meeting"):
        found[membership].add(meeting)
    return found


def came_elsewhere(cohort):
    """{(membership key, part number): meetings attended in another cohort, before a move}."""
    moved, came = Q(moved_from__isnull=False) | Q(moved_to__isnull=False), Counter()
    for member in cohort.memberships.current().filter(moved):
        attended = Attendance.objects.attended().filter(membership__in=member.linked_places())
        rows = attended.select_related("meeting__part", "meeting__of")
        for number, times in count_elsewhere(row.meeting for row in rows).items():
            came[member.pk, number] = times
    return came


def count_elsewhere(meetings):
    """Counter of part numbers of these attended meetings of other cohorts: a mandatory meeting and
    its make-up, or its halves, count once. Optional meetings and webinars do not count.
    """
    counted = [m for m in meetings if m.kind != m.Kind.WEBINAR and (m.of or m).mandatory]
    return Counter({m.of_id or m.pk: m.part.number for m in counted}.values())


def cannot_reach_minimum(meeting, limit=50):
    """Members who cannot reach the minimum of this meeting's part any more, by name,
    with `came` as an attribute.
    """
    part, counted = meeting.part, CountedMeetings(list(meeting.cohort.meetings.all()))
    needed = counted.minimum(part) - counted.not_held(part.pk)
    if needed <= 0:
        return []
    attended, found = attended_meetings(meeting.cohort), []
    elsewhere = came_elsewhere(meeting.cohort)
    members = meeting.cohort.memberships.current().filter(
        part__number__lte=part.number, graduated_on=None
    )
    for member in members.select_related("person").in_name_order():
        member.came = counted.came(part.pk, attended[member.pk]) + elsewhere[member.pk, part.number]
        if member.came < needed:
            found.append(member)
    return found[:limit]
