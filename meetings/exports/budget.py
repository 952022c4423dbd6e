"""The export of a cohort's budget: which columns, and where their values come from."""

from guidebooks.models.budget import Purpose, Source
from lib.exports import Column, ListResource

from ..models import BudgetLine


class BudgetResource(ListResource):
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
    planned = Column("Planned", "planned")
    actual = Column("Spent, or worth", "actual")

    class Meta:
        model = BudgetLine
        fields = ["meeting", "what", "purpose", "source", "fund", "planned", "actual"]
        export_order = fields
