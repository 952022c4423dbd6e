"""The columns of lists of applications, and of their exports: where their values come from."""

from django.db.models import (
    Case,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import ranked

from ..models import ApplicationAnswer
from ..pages.application_board import STATES


def years_order():
    """Whole numbers as such; what else was written counts as nothing."""
    number = Cast("years_said", IntegerField())
    return Case(When(years_said__regex=r"^[0-9]{1,9}$", then=number))


class ApplicationResource(ExportResource):
    title = "Applications"

    name = Column("Name", "name", order="sort_name", cell="recruitment/_application_name.html")
    email = Column("Email", "email", is_shown=False)
    phone = Column("Phone", "phone", is_shown=False)
    agency = Column("Agency", "agency_name")
    site = Column("Site", "site_name")
    county = Column("County", "county__name")
    years = Column("Years in the field", "years_said", kind=Kind.NUMBER, order=years_order)
    director_name = Column("Director", "asked_name", is_shown=False)
    director_email = Column("Director email", "asked_email", is_shown=False)
    state = Column(
        "State",
        "board_state",
        display=lambda state: str(STATES[state][0]),
        order=lambda: ranked("board_state", list(STATES)),
        cell="recruitment/_application_state_cell.html",
        is_status=True,
    )
    submitted = Column("Applied on", "submitted_on", kind=Kind.DATE, order="submitted_at")
    signed = Column("Signed on", "signed_on", kind=Kind.DATE, is_shown=False)
    decided = Column("Decided on", "decided_on", kind=Kind.DATE, is_shown=False)

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
    """The same columns, and the cohort."""

    cohort = Column("Cohort", "cohort_name", cell="recruitment/_application_cohort.html")

    class Meta:
        export_order = ["name", "cohort"]
