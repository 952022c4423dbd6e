"""The minimum number of meetings of a part that a member has to attend,
and whether it can still be reached.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from .models import Attendance


@dataclass(frozen=True)
class AttendanceProgress:
    """How many meetings of one part a member attended, and how many of its meetings
    are still ahead.
    """

    part: object
    came: int
    ahead: int

    @property
    def minimum(self):
        return self.part.minimum_meetings

    @property
    def is_reached(self):
        return self.came >= self.minimum

    @property
    def is_out_of_reach(self):
        return self.came + self.ahead < self.minimum


def attendance_progress(membership, meetings, attendances):
    """Progress in each part that has begun and has a minimum, from the member's own part on.

    Makes no query.

    meetings: all meetings of the cohort with their parts. attendances:
    the member's, with their meetings and parts; also those in another cohort before a move.
    """
    came = [
        attendance.meeting.part.number
        for attendance in attendances
        if attendance.status in Attendance.ATTENDED
    ]
    parts = {meeting.part_id: meeting.part for meeting in meetings if meeting.day_has_come}
    own = [
        part
        for part in parts.values()
        if part.minimum_meetings and part.number >= membership.part.number
    ]
    return [
        AttendanceProgress(part, came.count(part.number), count_meetings_ahead(part, meetings))
        for part in own
    ]


def count_meetings_ahead(part, meetings):
    return sum(meeting.part_id == part.pk and not meeting.day_has_come for meeting in meetings)


def cannot_reach_minimum(meeting, limit=50):
    """Members who cannot reach the minimum of this meeting's part any more, by name,
    with `came` as an attribute.
    """
    part = meeting.part
    not_held = sum(
        not other.is_held for other in meeting.cohort.meetings.filter(part=meeting.part_id)
    )
    needed = part.minimum_meetings - not_held
    if needed <= 0:
        return []
    attended = Q(attendances__meeting__part=part, attendances__status__in=Attendance.ATTENDED)
    before = Q(
        moved_from__attendances__meeting__part__number=part.number,
        moved_from__attendances__status__in=Attendance.ATTENDED,
    )
    members = meeting.cohort.memberships.current().filter(
        part__number__lte=part.number, graduated_on=None
    )
    came = Count("attendances", filter=attended, distinct=True) + Count(
        "moved_from__attendances", filter=before, distinct=True
    )
    too_few = members.annotate(came=came).filter(came__lt=needed)
    return list(too_few.select_related("person").in_name_order()[:limit])
