"""What the lists of this app look like as tables."""

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from cop_site.lib.tables import Column, ListResource

from .board import STATES
from .models import Application, ApplicationAnswer, CohortMembership, Person, Placement, Supervision


class ApplicationResource(ListResource):
    name = Column("Name", "name")
    email = Column("Email", "email")
    phone = Column("Phone", "phone")
    agency = Column("Agency", "agency_name")
    site = Column("Site", "site_name")
    county = Column("County", "county__name")
    years = Column("Years in the field", "years_said")
    director_name = Column("Director", "asked_name")
    director_email = Column("Director email", "asked_email")
    state = Column("State", "board_state", said=lambda state: STATES[state][0])
    submitted = Column("Applied on", "submitted_on")
    signed = Column("Signed on", "signed_on")
    decided = Column("Decided on", "decided_on")

    class Meta:
        model = Application
        fields = ["name", "email", "phone", "agency", "site", "county", "years", "director_name", "director_email", "state", "submitted", "signed", "decided"]
        export_order = fields

    @staticmethod
    def with_columns(applications):
        """Applications of the board; at most one sign-off stands, so the join repeats no row."""
        years = ApplicationAnswer.objects.filter(application=OuterRef("pk"), question__code="years_in_field")
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
    """The same, each with its cohort in front."""

    cohort = Column("Cohort", "cohort__name")

    class Meta(ApplicationResource.Meta):
        fields = ["cohort", *ApplicationResource.Meta.fields]
        export_order = fields


class MemberResource(ListResource):
    """The same headings as the roster that can be read in, so that a file goes round."""

    name = Column("Name", "person__name")
    email = Column("Email", "person__email")
    phone = Column("Phone", "person__phone")
    language = Column("Language", "person__language")
    agency = Column("Agency", "agency")
    site = Column("Site", "site")
    county = Column("County", "county")
    director_name = Column("Director", "director_name")
    director_email = Column("Director email", "director_email")
    seat = Column("Seat", "seat__number")
    part = Column("Joined in", "part__name", said=str)
    joined = Column("Joined on", "joined_on")
    left = Column("Left on", "left_on")
    left_reason = Column("Reason", "left_reason")

    class Meta:
        model = CohortMembership
        fields = [
            "name", "email", "phone", "language", "agency", "site", "county", "director_name", "director_email",
            "seat", "part", "joined", "left", "left_reason",
        ]  # fmt: skip
        export_order = fields

    @staticmethod
    def with_columns(memberships):
        works = Placement.objects.current().filter(person=OuterRef("person")).order_by("-starts_on", "-pk")
        supervised = Supervision.objects.current().filter(person=OuterRef("person")).order_by("-starts_on", "-pk")
        return memberships.annotate(
            agency=Subquery(works.values("site__organization__name")[:1]),
            site=Subquery(works.values("site__name")[:1]),
            county=Subquery(works.values("site__county__name")[:1]),
            director_name=Subquery(supervised.values("supervisor__name")[:1]),
            director_email=Subquery(supervised.values("supervisor__email")[:1]),
        )


class PersonResource(ListResource):
    """People with what they are in the cohorts of whoever reads this."""

    name = Column("Name", "name")
    email = Column("Email", "email")
    member_of = Column("Member of", "member_of")
    graduated_from = Column("Graduated from", "graduated_from")
    left_from = Column("Left", "left_from")
    staff_of = Column("Runs", "staff_of")

    class Meta:
        model = Person
        fields = ["name", "email", "member_of", "graduated_from", "left_from", "staff_of"]
        export_order = fields
