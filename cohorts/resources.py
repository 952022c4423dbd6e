"""What the lists of this app look like as tables, by django-import-export."""

from django.utils import timezone
from import_export import fields, resources

from .board import STATES
from .models import Application, CohortMembership


def day_of(moment):
    return timezone.localtime(moment).date()


class Column(fields.Field):
    """A column that is filled by `dehydrate_<name>` or an attribute, under the heading people read."""

    def __init__(self, heading, attribute=None):
        super().__init__(attribute=attribute, column_name=heading, readonly=True)


class ApplicationResource(resources.ModelResource):
    name = Column("Name", "name")
    email = Column("Email", "email")
    phone = Column("Phone", "phone")
    agency = Column("Agency", "agency_name")
    site = Column("Site", "site_name")
    county = Column("County")
    years = Column("Years in the field")
    director_name = Column("Director")
    director_email = Column("Director email")
    state = Column("State")
    submitted = Column("Applied on")
    signed = Column("Signed on")
    decided = Column("Decided on")

    class Meta:
        model = Application
        fields = ["name", "email", "phone", "agency", "site", "county", "years", "director_name", "director_email", "state", "submitted", "signed", "decided"]
        export_order = fields

    def dehydrate_county(self, application):
        return str(application.county or "")

    def dehydrate_years(self, application):
        return application.years[0].text if application.years else ""

    def dehydrate_director_name(self, application):
        return application.endorsement.supervisor_name if application.endorsement else application.director_name

    def dehydrate_director_email(self, application):
        return application.endorsement.supervisor_email if application.endorsement else application.director_email

    def dehydrate_state(self, application):
        return STATES[application.board_state][0]

    def dehydrate_submitted(self, application):
        return day_of(application.submitted_at)

    def dehydrate_signed(self, application):
        endorsement = application.endorsement
        return day_of(endorsement.given_at) if endorsement and endorsement.given_at else ""

    def dehydrate_decided(self, application):
        return day_of(application.decided_at) if application.decided_at else ""


class MemberResource(resources.ModelResource):
    """The same headings as the roster that can be read in, so that a file goes round."""

    name = Column("Name", "person__name")
    email = Column("Email", "person__email")
    phone = Column("Phone", "person__phone")
    language = Column("Language", "person__language")
    agency = Column("Agency")
    site = Column("Site")
    county = Column("County")
    director_name = Column("Director")
    director_email = Column("Director email")
    seat = Column("Seat", "seat__number")
    part = Column("Joined in")
    joined = Column("Joined on", "joined_on")
    left = Column("Left on")
    left_reason = Column("Reason", "left_reason")

    class Meta:
        model = CohortMembership
        fields = [
            "name", "email", "phone", "language", "agency", "site", "county", "director_name", "director_email",
            "seat", "part", "joined", "left", "left_reason",
        ]  # fmt: skip
        export_order = fields

    def dehydrate_agency(self, membership):
        return str(membership.placement.site.organization) if membership.placement else ""

    def dehydrate_site(self, membership):
        return str(membership.placement.site) if membership.placement else ""

    def dehydrate_county(self, membership):
        return str(membership.placement.site.county or "") if membership.placement else ""

    def dehydrate_director_name(self, membership):
        return membership.director.name if membership.director else ""

    def dehydrate_director_email(self, membership):
        return membership.director.email if membership.director else ""

    def dehydrate_part(self, membership):
        return str(membership.part)

    def dehydrate_left(self, membership):
        return membership.left_on or ""
