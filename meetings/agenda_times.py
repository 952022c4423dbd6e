"""The clock times of an agenda, computed from the meeting's start and the minutes of its blocks.

Minutes are elapsed minutes: an agenda of 270 minutes takes 270 minutes also on a day
when the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .models import AgendaSegment

#: Kinds of block that are never proposed for shortening.
UNCUTTABLE_KINDS = {"break", "lunch", "evaluation"}
#: A proposed cut leaves a block at least this many minutes.
MIN_BLOCK_MINUTES = 5


@dataclass(frozen=True)
class ScheduledBlock:
    """One block of an agenda with its clock times."""

    segment: AgendaSegment
    #: Minutes since the meeting began.
    begins_after: int
    #: Aware datetimes in the cohort's time zone.
    begins: datetime
    ends: datetime
    #: It runs at the same time as the block before it.
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
        """Minutes between the pinned start and the computed one, negative when early;
        0 when not pinned.
        """
        pinned = self.segment.pinned_start
        if pinned is None:
            return 0
        due = datetime.combine(self.begins.date(), pinned, tzinfo=self.begins.tzinfo)
        return round((self.begins - due).total_seconds() / 60)


@dataclass(frozen=True)
class TimeCut:
    """A proposal to shorten one block by `minutes`."""

    segment: AgendaSegment
    minutes: int

    @property
    def minutes_left(self):
        return self.segment.minutes - self.minutes


@dataclass(frozen=True)
class SplitPoint:
    """A block that a second half can begin with, and how long both halves take then."""

    block: ScheduledBlock
    #: Minutes of the blocks before it, and of it and those after it.
    first: int
    second: int

    @property
    def shorter(self):
        return min(self.first, self.second)


class AgendaTimes:
    """The agenda of one meeting on the clock: its blocks, their total against the plan,
    and possible cuts.

    segments: the blocks to compute with, in order; read from the database when not given.
    """

    def __init__(self, meeting, segments=None):
        self.meeting = meeting
        self.segments = list(
            meeting.segments.select_related("activity", "run") if segments is None else segments
        )
        self.blocks = list(self._schedule())

    def _schedule(self):
        """Blocks of one parallel group begin together, and the group takes as long
        as its longest block.
        """
        at, group_begins, longest, group = 0, 0, 0, None
        for segment in self.segments:
            is_beside = segment.parallel_group is not None and segment.parallel_group == group
            if is_beside:
                added, begins = max(0, segment.minutes - longest), group_begins
                longest = max(longest, segment.minutes)
            else:
                added, begins, group_begins, longest = segment.minutes, at, at, segment.minutes
            group = segment.parallel_group
            yield ScheduledBlock(
                segment,
                begins,
                self.moment(begins),
                self.moment(begins + segment.minutes),
                is_beside,
            )
            at += added
        self.total = at

    def moment(self, minutes):
        """The datetime so many minutes after the start, in the cohort's time zone."""
        return (self.meeting.starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(
            self.meeting.zone
        )

    @property
    def planned(self):
        return self.meeting.minutes

    @property
    def start_minute(self):
        """Minutes since midnight at which the meeting starts, for the page's script."""
        return self.meeting.starts.hour * 60 + self.meeting.starts.minute

    @property
    def over(self):
        """Minutes more than planned, else 0."""
        return max(0, self.total - self.planned)

    @property
    def under(self):
        """Minutes fewer than planned, else 0."""
        return max(0, self.planned - self.total)

    @property
    def ends(self):
        return self.moment(self.total)

    @property
    def lunch(self):
        return next((block for block in self.blocks if block.segment.kind == "lunch"), None)

    @property
    def split_points(self):
        """Where the meeting can be split, in order. Blocks that run at one time stay together."""
        return [
            SplitPoint(block, block.begins_after, self.total - block.begins_after)
            for block in self.blocks[1:]
            if not block.is_beside
        ]

    @property
    def middle(self):
        """The SplitPoint with the halves most alike, the earlier of two; None where it cannot be
        split.
        """
        return max(self.split_points, key=lambda point: point.shorter, default=None)

    @property
    def late_pins(self):
        """Blocks that begin after their pinned start."""
        return [block for block in self.blocks if block.minutes_late > 0]

    @property
    def excess_minutes(self):
        """Minutes to cut: how late the first late pinned block is,
        else how far the total is over the plan.
        """
        return self.late_pins[0].minutes_late if self.late_pins else self.over

    def possible_cuts(self, limit=4):
        """Proposals that would each remove the excess, longest block first; see UNCUTTABLE_KINDS.

        When no single block is long enough, each proposal takes what its block can give.
        """
        need = self.excess_minutes
        if not need:
            return []
        whole = [
            TimeCut(s, need) for s in self._cuttable() if s.minutes - need >= MIN_BLOCK_MINUTES
        ]
        return whole[:limit] or self._partial_cuts(limit)

    def _partial_cuts(self, limit):
        cuttable = [s for s in self._cuttable() if s.minutes > MIN_BLOCK_MINUTES]
        return [TimeCut(s, s.minutes - MIN_BLOCK_MINUTES) for s in cuttable][:limit]

    def _cuttable(self):
        """Blocks that may be shortened, longest first; only those before a late pinned block,
        if there is one.
        """
        before = self.late_pins[0].segment.position if self.late_pins else None
        cuttable = [
            s
            for s in self.segments
            if s.kind not in UNCUTTABLE_KINDS and (before is None or s.position < before)
        ]
        return sorted(cuttable, key=lambda s: (-s.minutes, s.position))
