"""When each block of an agenda begins. Minutes are elapsed minutes, so 270 stay 270 across a clock change."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .models import AgendaSegment

#: Blocks that never give minutes away.
KEPT_WHOLE = {"break", "lunch", "evaluation"}
#: No block is cut below this many minutes by a repair.
LEAST_MINUTES = 5


@dataclass(frozen=True)
class TimedBlock:
    segment: AgendaSegment
    #: Minutes since the meeting began.
    begins_after: int
    #: Aware, in the cohort's zone.
    begins: datetime
    ends: datetime
    is_beside: bool

    @property
    def minutes(self):
        return self.segment.minutes

    @property
    def family(self):
        return self.segment.family

    @property
    def word(self):
        return self.segment.get_kind_display()

    @property
    def pinned_minute(self):
        """Minutes since midnight of the pinned start, or None."""
        pinned = self.segment.pinned_start
        return None if pinned is None else pinned.hour * 60 + pinned.minute

    @property
    def minutes_early(self):
        return -self.minutes_late

    @property
    def minutes_late(self):
        """Minutes after (or, below zero, before) the pinned start; zero when not pinned."""
        pinned = self.segment.pinned_start
        if pinned is None:
            return 0
        due = datetime.combine(self.begins.date(), pinned, tzinfo=self.begins.tzinfo)
        return round((self.begins - due).total_seconds() / 60)


@dataclass(frozen=True)
class Repair:
    segment: AgendaSegment
    gives: int

    @property
    def leaves(self):
        return self.segment.minutes - self.gives


class AgendaTimes:
    """The agenda of one meeting with its clock: blocks, total against plan, and what could be repaired."""

    def __init__(self, meeting, segments=None):
        self.meeting = meeting
        self.segments = list(meeting.segments.select_related("activity", "run") if segments is None else segments)
        self.blocks = list(self._timed())

    def _timed(self):
        at, beside_at, longest, group = 0, 0, 0, None
        for segment in self.segments:
            is_beside = segment.parallel_group is not None and segment.parallel_group == group
            if is_beside:
                grows, begins = max(0, segment.minutes - longest), beside_at
                longest = max(longest, segment.minutes)
            else:
                grows, begins, beside_at, longest = segment.minutes, at, at, segment.minutes
            group = segment.parallel_group
            yield TimedBlock(segment, begins, self.moment(begins), self.moment(begins + segment.minutes), is_beside)
            at += grows
        self.total = at

    def moment(self, minutes):
        """So many minutes after the beginning, on the wall clock of the room."""
        return (self.meeting.starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.meeting.zone)

    @property
    def planned(self):
        return self.meeting.minutes

    @property
    def start_minute(self):
        """Minutes since midnight, for the script that follows along."""
        return self.meeting.starts.hour * 60 + self.meeting.starts.minute

    @property
    def over(self):
        return max(0, self.total - self.planned)

    @property
    def under(self):
        return max(0, self.planned - self.total)

    @property
    def ends(self):
        return self.moment(self.total)

    @property
    def lunch(self):
        return next((block for block in self.blocks if block.segment.kind == "lunch"), None)

    @property
    def late_pins(self):
        return [block for block in self.blocks if block.minutes_late > 0]

    @property
    def must_give(self):
        """How many minutes too many there are: before the first pinned block that slips, else in all."""
        return self.late_pins[0].minutes_late if self.late_pins else self.over

    def repairs(self, limit=4):
        """Blocks that could give the minutes that are too many, longest first; never rest or evaluation."""
        need = self.must_give
        if not need:
            return []
        whole = [Repair(s, need) for s in self._givers() if s.minutes - need >= LEAST_MINUTES]
        return whole[:limit] or self._partial_repairs(limit)

    def _partial_repairs(self, limit):
        """No block alone has enough: each gives what it can."""
        return [Repair(s, s.minutes - LEAST_MINUTES) for s in self._givers() if s.minutes > LEAST_MINUTES][:limit]

    def _givers(self):
        before = self.late_pins[0].segment.position if self.late_pins else None
        givers = [s for s in self.segments if s.kind not in KEPT_WHOLE and (before is None or s.position < before)]
        return sorted(givers, key=lambda s: (-s.minutes, s.position))
