"""Who comes to a meeting: the replies of its roster, counted, and what people need there."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..models import Reply


@dataclass(frozen=True)
class RsvpRow:
    """One member of the roster with their reply, if there is one."""

    membership: object
    reply: Reply | None

    @property
    def answer(self):
        """A value of Reply.Answer, or an empty string."""
        return self.reply.answer if self.reply else ""


@dataclass
class RsvpSummary:
    rows: list = field(default_factory=list)

    def count_of(self, answer):
        return sum(row.answer == answer for row in self.rows)

    @property
    def total(self):
        return len(self.rows)

    @property
    def coming(self):
        return self.count_of("coming")

    @property
    def not_coming(self):
        return self.count_of("not_coming")

    @property
    def substitutes(self):
        return self.count_of("substitute")

    @property
    def not_answered(self):
        return self.count_of("")

    @property
    def needs(self):
        """Rows with access or food needs, except of those who do not come."""
        replied = [row for row in self.rows if row.reply and row.answer != "not_coming"]
        return [row for row in replied if row.reply.access_needs or row.reply.food_needs]

    @property
    def access(self):
        """[(need, how many people have it)], as they wrote it, the most frequent first."""
        return count_alike(row.reply.access_needs for row in self.needs)

    @property
    def food(self):
        """The same of food."""
        return count_alike(row.reply.food_needs for row in self.needs)

    @property
    def in_spanish(self):
        """The number of members with Spanish as their language, except those who do not come."""
        return sum(
            row.membership.person.language == "es"
            for row in self.rows
            if row.answer != "not_coming"
        )


def filter_rows(rows, answer):
    """RsvpRows with this answer; "none" for those without one, "" for all."""
    return [
        row
        for row in rows
        if not answer or row.answer == answer or (answer == "none" and not row.answer)
    ]


def export_row(row):
    """{column of the export: value} of an RsvpRow."""
    reply = row.reply
    sends = [reply.substitute_name, reply.substitute_email] if reply else []
    return {
        "name": row.membership.person.name,
        "answer": reply.get_answer_display() if reply else _("Not answered"),
        "substitute": ", ".join(filter(None, sends)),
        "access": reply.access_needs if reply else "",
        "food": reply.food_needs if reply else "",
    }


def count_alike(texts):
    """[(text, number)] of the texts that are not empty; capitals and spaces do not matter."""
    alike = {}
    for text in filter(None, texts):
        alike.setdefault(" ".join(text.casefold().split()), []).append(text)
    groups = sorted(alike.values(), key=lambda group: (-len(group), group[0].casefold()))
    return [(group[0], len(group)) for group in groups]


def rsvp_summary(meeting):
    """Two queries, however many members."""
    replies = {reply.membership_id: reply for reply in meeting.replies.all()}
    members = list(meeting.roster())
    for membership in members:
        membership.cohort = meeting.cohort
    return RsvpSummary([RsvpRow(membership, replies.get(membership.pk)) for membership in members])
