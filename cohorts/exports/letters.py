"""The export of a cohort's letters: to whom, what kind, and what became of each.

Never the text, which is read on the page of one letter.
"""

from django.db.models.functions import TruncDate

from lib.export_formats import Kind
from lib.exports import Column, ExportResource

from ..models import Letter
from ..pages.letters import kind_of_letter, language_name


class LetterResource(ExportResource):
    title = "Letters"

    to_name = Column("To", "to_name")
    to_email = Column("Address", "to_email")
    kind = Column("Kind", "code", display=kind_of_letter)
    subject = Column("Subject", "subject")
    language = Column("Language", "language", display=language_name)
    meeting = Column("Meeting", "meeting_position", kind=Kind.NUMBER)
    state = Column("State", "status", display=lambda status: Letter.Status(status).label)
    queued = Column("Written on", "queued_on", kind=Kind.DATE)
    sent = Column("Sent on", "sent_on", kind=Kind.DATE)

    @staticmethod
    def with_columns(letters):
        return letters.annotate(queued_on=TruncDate("queued_at"), sent_on=TruncDate("sent_at"))
