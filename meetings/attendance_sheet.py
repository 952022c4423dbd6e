"""The attendance of one meeting as a numbered list, in the order of the printed sign-in sheet."""

import re
from dataclasses import dataclass

from lib.text import plain_text

from .models import BY_LINK, Attendance
from .models.attendance import sites_on

ROWS = re.compile(r"^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*([A-Za-z]?)$")
#: The letter behind a row number, in English and Spanish, and the status it means.
STATUS_OF_LETTER = {"": "present", "L": "late", "T": "late", "E": "left_early", "S": "left_early"}
#: The same where people also come by link; they sign nothing, and whoever keeps the sheet notes it.
STATUS_AT_HYBRID = STATUS_OF_LETTER | {"O": BY_LINK, "V": BY_LINK}


@dataclass(frozen=True)
class AttendanceRow:
    """One member of the roster, with the attendance record and the reply, where there are any.

    site: of the record; without one where the member works on that day, or None.
    """

    #: As printed on the sign-in sheet.
    number: int
    membership: object
    attendance: Attendance | None
    reply: object | None
    site: object | None

    @property
    def status(self):
        return self.attendance.status if self.attendance else ""

    @property
    def version(self):
        """Of the record; "" without one."""
        return self.attendance.version if self.attendance else ""

    @property
    def searched(self):
        """Name and site without accents, in lower case."""
        return plain_text(f"{self.membership.person.name} {self.site or ''}")

    @property
    def is_here(self):
        return self.status in Attendance.ATTENDED


class AttendanceSheet:
    """All rows of one meeting; reads roster, numbers, attendance, replies and sites with one query
    each.
    """

    def __init__(self, meeting):
        self.meeting = meeting
        attendances = {a.membership_id: a for a in meeting.attendances.select_related("site")}
        replies = {r.membership_id: r for r in meeting.replies.for_the_day()}
        roster = list(meeting.roster())
        sites = sites_on(meeting.on, roster)
        self.rows = []
        for number, member in meeting.sign_in_numbers.numbered(roster):
            attendance, reply = attendances.get(member.pk), replies.get(member.pk)
            site = attendance.site if attendance else sites.get(member.person_id)
            self.rows.append(AttendanceRow(number, member, attendance, reply, site))

    @property
    def here(self):
        return sum(row.is_here for row in self.rows)

    @property
    def total(self):
        return len(self.rows)

    @property
    def last_number(self):
        return self.rows[-1].number if self.rows else 0

    @property
    def stand_ins(self):
        return sum(row.status == Attendance.Status.SUBSTITUTE for row in self.rows)

    @property
    def unmarked(self):
        return [row for row in self.rows if not row.status]

    @property
    def stage(self):
        """What can be noted: "closed" nothing, "open" all, "ahead" only who will not come; "off"
        where the meeting does not take place.
        """
        if self.meeting.is_called_off:
            return "off"
        if self.meeting.is_held:
            return "closed"
        return "open" if self.meeting.day_has_come else "ahead"

    def found_by(self, query):
        """Rows whose name or site contains every word of the query."""
        words = plain_text(query).split()
        return [row for row in self.rows if all(word in row.searched for word in words)]

    def changed_since(self, seen, *, stage):
        """Rows of `seen`, {pk of the membership: version}, that look different now; all of them
        when the stage was another one.
        """
        return [
            row
            for row in self.rows
            if row.membership.pk in seen
            and (stage != self.stage or seen[row.membership.pk] != row.version)
        ]

    def parse_rows(self, text):
        """Row numbers such as "1-14, 16, 18L", as [(row, status)] in the order of the sheet; the
        status is BY_LINK for somebody who came so to a hybrid meeting.

        Raises ValueError with the piece of text that cannot be read,
        or the number that is not on the sheet.
        """
        found, rows = {}, {row.number: row for row in self.rows}
        letters = STATUS_AT_HYBRID if self.meeting.is_hybrid else STATUS_OF_LETTER
        for piece in filter(None, (p.strip() for p in re.split(r"[,;\n]", text))):
            for number, status in parse_range(piece, letters):
                if number not in rows:
                    raise ValueError(f"{number}")
                found[number] = status
        return [(rows[number], status) for number, status in sorted(found.items())]


def parse_range(piece, letters=STATUS_OF_LETTER):
    """[(number, status)] of one piece such as "3", "3-5" or "7L". letters: {letter: status}.

    Raises ValueError with the piece.
    """
    match = ROWS.match(piece)
    if match is None or match[3].upper() not in letters:
        raise ValueError(piece[:20])
    first, last = int(match[1]), int(match[2] or match[1])
    status = letters[match[3].upper()]
    return [(number, status) for number in range(min(first, last), max(first, last) + 1)]
