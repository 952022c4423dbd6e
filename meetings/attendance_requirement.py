"""How many meetings of a part somebody has to come to, how many they came to, and whether it can still be reached."""

from dataclasses import dataclass

from django.db.models import Count, Q

from .models import Attendance


@dataclass(frozen=True)
class Tally:
    """One member in one part: "4 of at least 5 meetings"."""

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


def tallies_of(membership, meetings, record):
    """The parts that have begun and ask for a number of meetings, from the member's own part on; no query."""
    came = [attendance.meeting.part_id for attendance in record if attendance.status in Attendance.IN_THE_ROOM]
    parts = {meeting.part_id: meeting.part for meeting in meetings if meeting.day_has_come}
    own = [part for part in parts.values() if part.minimum_meetings and part.number >= membership.part.number]
    return [Tally(part, came.count(part.pk), ahead_in(part, meetings)) for part in own]


def ahead_in(part, meetings):
    return sum(meeting.part_id == part.pk and not meeting.day_has_come for meeting in meetings)


def out_of_reach(meeting, most=50):
    """Members who cannot reach the number of meetings that this meeting's part asks for, in the order of names."""
    part, meetings = meeting.part, list(meeting.cohort.meetings.filter(part=meeting.part_id))
    for other in meetings:
        other.cohort = meeting.cohort
    needed = part.minimum_meetings - sum(not other.is_held for other in meetings)
    if needed <= 0:
        return []
    came = Count("attendances", filter=Q(attendances__meeting__part=part, attendances__status__in=Attendance.IN_THE_ROOM))
    members = meeting.cohort.memberships.current().filter(part__number__lte=part.number, graduated_on=None)
    return list(members.annotate(came=came).filter(came__lt=needed).select_related("person").in_name_order()[:most])
