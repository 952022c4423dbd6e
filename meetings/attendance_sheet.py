"""The roll call of one meeting: the sign-in sheet's rows, who is here, and rows read back as names."""

import re
from dataclasses import dataclass

from lib.text import sort_name

from .models import Attendance

ROWS = re.compile(r"^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*([A-Za-z]?)$")
MARKS = {"": "present", "L": "late", "T": "late", "E": "left_early", "S": "left_early"}


@dataclass(frozen=True)
class RollCallRow:
    #: As printed on the sign-in sheet.
    number: int
    membership: object
    attendance: Attendance | None
    reply: object | None

    @property
    def status(self):
        return self.attendance.status if self.attendance else ""

    @property
    def is_here(self):
        return self.status in Attendance.IN_THE_ROOM


class RollCall:
    def __init__(self, meeting):
        noted = {a.membership_id: a for a in meeting.attendances.select_related("site")}
        said = {r.membership_id: r for r in meeting.replies.all()}
        self.meeting = meeting
        self.rows = [RollCallRow(n, m, noted.get(m.pk), said.get(m.pk)) for n, m in enumerate(meeting.roster(), 1)]

    @property
    def here(self):
        return sum(row.is_here for row in self.rows)

    @property
    def total(self):
        return len(self.rows)

    @property
    def stand_ins(self):
        return sum(row.status == Attendance.Status.SUBSTITUTE for row in self.rows)

    @property
    def unmarked(self):
        return [row for row in self.rows if not row.status]

    def named_like(self, words):
        words = sort_name(words).split()
        return [row for row in self.rows if all(word in row.membership.person.sort_name for word in words)]

    def read_rows(self, typed):
        """Rows of the sign-in sheet, such as "1-14, 16, 18L", as [(row, status)]. Raises ValueError with what to repair."""
        found = {}
        for piece in filter(None, (p.strip() for p in re.split(r"[,;\n]", typed))):
            for number, status in read_piece(piece):
                if not 1 <= number <= self.total:
                    raise ValueError(f"{number}")
                found[number] = status
        return [(self.rows[number - 1], status) for number, status in sorted(found.items())]


def read_piece(piece):
    match = ROWS.match(piece)
    if match is None or match[3].upper() not in MARKS:
        raise ValueError(piece[:20])
    first, last = int(match[1]), int(match[2] or match[1])
    return [(number, MARKS[match[3].upper()]) for number in range(min(first, last), max(first, last) + 1)]
