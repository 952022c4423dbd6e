"""The export of those who wait for a track to open: which columns, and where their values come
from.
"""

from django.db.models.functions import TruncDate

from lib.export_formats import Kind
from lib.exports import Column, ExportResource


class InterestResource(ExportResource):
    title = "Interest"

    name = Column("Name", "name")
    email = Column("Email", "email")
    language = Column("Language", "language")
    asked = Column("Asked on", "asked_on", kind=Kind.DATE)
    confirmed = Column("Confirmed on", "confirmed_on", kind=Kind.DATE)

    @staticmethod
    def with_columns(interests):
        return interests.annotate(
            asked_on=TruncDate("asked_at"), confirmed_on=TruncDate("confirmed_at")
        )
