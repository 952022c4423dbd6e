"""What the lists of this app look like as tables."""

from cop_site.lib.tables import Column, ListResource

from .models import BudgetLine
from .models.budget import Purpose, Source


class BudgetResource(ListResource):
    meeting = Column("Meeting", "meeting__position", "meeting__title", said=lambda position, title: f"{position}. {title}" if position else "")
    what = Column("What it is for", "what")
    purpose = Column("Purpose", "purpose", said=lambda purpose: Purpose(purpose).label)
    source = Column("Source", "source", said=lambda source: Source(source).label)
    fund = Column("Fund or giver", "fund")
    planned = Column("Planned", "planned")
    actual = Column("Spent, or worth", "actual")

    class Meta:
        model = BudgetLine
        fields = ["meeting", "what", "purpose", "source", "fund", "planned", "actual"]
        export_order = fields
