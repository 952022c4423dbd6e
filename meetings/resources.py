"""What the lists of this app look like as tables, by django-import-export."""

from import_export import resources

from cohorts.resources import Column

from .models import BudgetLine


class BudgetResource(resources.ModelResource):
    meeting = Column("Meeting")
    what = Column("What it is for", "what")
    purpose = Column("Purpose")
    source = Column("Source")
    fund = Column("Fund or giver", "fund")
    planned = Column("Planned")
    actual = Column("Spent, or worth")

    class Meta:
        model = BudgetLine
        fields = ["meeting", "what", "purpose", "source", "fund", "planned", "actual"]
        export_order = fields

    def dehydrate_meeting(self, line):
        return f"{line.meeting.position}. {line.meeting.title}" if line.meeting else ""

    def dehydrate_purpose(self, line):
        return line.get_purpose_display()

    def dehydrate_source(self, line):
        return line.get_source_display()

    def dehydrate_planned(self, line):
        return line.planned

    def dehydrate_actual(self, line):
        return line.actual
