"""The exports of applications: which columns, and where their values come from."""

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from lib.export_formats import Kind
from lib.exports import Column, ExportResource

from ..models import ApplicationAnswer
from ..pages.application_board import STATES


class ApplicationResource(ExportResource):
    title = "Applications"

    name = Column("Name", "name")
    email = Column("Email", "email")
    phone = Column("Phone", "phone")
    agency = Column("Agency", "agency_name")
    site = Column("Site", "site_name")
    county = Column("County", "county__name")
    years = Column("Years in the field", "years_said", kind=Kind.NUMBER)
    director_name = Column("Director", "asked_name")
    director_email = Column("Director email", "asked_email")
    state = Column("State", "board_state", display=lambda state: str(STATES[state][0]))
    submitted = Column("Applied on", "submitted_on", kind=Kind.DATE)
    signed = Column("Signed on", "signed_on", kind=Kind.DATE)
    decided = Column("Decided on", "decided_on", kind=Kind.DATE)

    @staticmethod
    def with_columns(applications):
        """Annotate what the columns read.

        At most one sign-off is not voided, so the join repeats no row.
        """
        years = ApplicationAnswer.objects.filter(
            application=OuterRef("pk"), question__code="years_in_field"
        )
        return applications.annotate(
            asked=FilteredRelation("endorsements", condition=Q(endorsements__voided_at=None)),
            asked_name=Coalesce(F("asked__supervisor_name"), F("director_name")),
            asked_email=Coalesce(F("asked__supervisor_email"), F("director_email")),
            years_said=Subquery(years.values("text")[:1]),
            submitted_on=TruncDate("submitted_at"),
            signed_on=TruncDate("asked__given_at"),
            decided_on=TruncDate("decided_at"),
        )


class ApplicationEverywhereResource(ApplicationResource):
    """The same columns after the name of the cohort."""

    cohort = Column("Cohort", "cohort_name")

    class Meta:
        export_order = ["cohort"]
