"""The columns of a cohort's budget: which they are, and where their values come from."""

from guidebooks.models.budget import Purpose, Source
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import ranked


class BudgetResource(ExportResource):
    title = "Budget"

    what = Column("What it is for", "what", cell="meetings/_budget_what.html")
    meeting = Column(
        "Meeting",
        "meeting__position",
        "meeting__title",
        display=lambda position, title: f"{position}. {title}" if position else "The whole cycle",
        order="place",
    )
    purpose = Column(
        "Purpose",
        "purpose",
        display=lambda purpose: str(Purpose(purpose).label),
        order=lambda: ranked("purpose", Purpose.values),
    )
    source = Column(
        "Comes from",
        "source",
        display=lambda source: str(Source(source).label),
        order=lambda: ranked("source", Source.values),
    )
    fund = Column("Fund or giver", "fund")
    planned = Column("Planned", "planned", kind=Kind.MONEY)
    actual = Column("Spent, or worth", "actual", kind=Kind.MONEY)
