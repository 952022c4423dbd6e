"""The export of a cohort's budget: which columns, and where their values come from."""

from guidebooks.models.budget import Purpose, Source
from lib.export_formats import Kind
from lib.exports import Column, ExportResource


class BudgetResource(ExportResource):
    title = "Budget"

    meeting = Column(
        "Meeting",
        "meeting__position",
        "meeting__title",
        display=lambda position, title: f"{position}. {title}" if position else "",
    )
    what = Column("What it is for", "what")
    purpose = Column("Purpose", "purpose", display=lambda purpose: Purpose(purpose).label)
    source = Column("Source", "source", display=lambda source: Source(source).label)
    fund = Column("Fund or giver", "fund")
    planned = Column("Planned", "planned", kind=Kind.MONEY)
    actual = Column("Spent, or worth", "actual", kind=Kind.MONEY)
