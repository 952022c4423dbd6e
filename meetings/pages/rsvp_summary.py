"""Who is coming: replies against the roster, and what the room must provide for them."""

from dataclasses import dataclass, field

from ..models import Reply


@dataclass(frozen=True)
class Row:
    membership: object
    reply: Reply | None

    @property
    def answer(self):
        return self.reply.answer if self.reply else ""


@dataclass
class Headcount:
    rows: list = field(default_factory=list)

    def number(self, answer):
        return sum(row.answer == answer for row in self.rows)

    @property
    def total(self):
        return len(self.rows)

    @property
    def coming(self):
        return self.number("coming")

    @property
    def not_coming(self):
        return self.number("not_coming")

    @property
    def substitutes(self):
        return self.number("substitute")

    @property
    def not_answered(self):
        return self.number("")

    @property
    def needs(self):
        """Rows of those who come (or send someone) and need something."""
        return [row for row in self.rows if row.reply and row.answer != "not_coming" and (row.reply.access_needs or row.reply.food_needs)]

    @property
    def access(self):
        return [row.reply.access_needs for row in self.needs if row.reply.access_needs]

    @property
    def food(self):
        return [row.reply.food_needs for row in self.needs if row.reply.food_needs]

    @property
    def in_spanish(self):
        return sum(row.membership.person.language == "es" for row in self.rows if row.answer != "not_coming")


def headcount(meeting):
    """Two queries, however many members."""
    replies = {reply.membership_id: reply for reply in meeting.replies.all()}
    return Headcount([Row(membership, replies.get(membership.pk)) for membership in meeting.roster()])
