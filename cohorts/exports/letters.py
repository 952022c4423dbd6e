"""The columns of the list of a cohort's letters: to whom, what kind, and what became of each.

Never the text, which is read on the page of one letter.
"""

from django.db.models.functions import TruncDate

from guidebooks.letter_placeholders import TITLES
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import ranked

from ..pages.letters import PILLS, WORDS, kind_of_letter, language_name


class LetterResource(ExportResource):
    title = "Letters"

    to_name = Column("To", "to_name", cell="cohorts/_letter_to.html")
    to_email = Column("Address", "to_email", is_shown=False)
    subject = Column("Subject", "subject", cell="cohorts/_letter_subject.html")
    kind = Column(
        "Kind", "code", display=kind_of_letter, order=lambda: ranked("code", list(TITLES))
    )
    language = Column("Language", "language", display=language_name, is_shown=False)
    meeting = Column("Meeting", "meeting_position", kind=Kind.NUMBER, is_shown=False)
    state = Column(
        "State",
        "shown_status",
        display=lambda status: str(WORDS[status]),
        order=lambda: ranked("shown_status", list(PILLS)),
        cell="cohorts/_letter_state.html",
        is_status=True,
    )
    queued = Column("Written on", "queued_on", kind=Kind.DATE, order="queued_at")
    sent = Column("Sent on", "sent_on", kind=Kind.DATE, is_shown=False)

    @staticmethod
    def with_columns(letters):
        return letters.annotate(queued_on=TruncDate("queued_at"), sent_on=TruncDate("sent_at"))
