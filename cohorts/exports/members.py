"""The export of a cohort's members: which columns, and where their values come from."""

from django.db.models import OuterRef, Subquery

from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from people.models import Placement, Supervision


class MemberResource(ExportResource):
    """The first nine headings are those a roster import reads, so that an exported file can
    be imported.

    An import names the other headings and leaves them out.
    """

    title = "Members"

    name = Column("Name", "person__name")
    email = Column("Email", "person__email")
    phone = Column("Phone", "person__phone")
    language = Column("Language", "person__language")
    agency = Column("Agency", "agency")
    site = Column("Site", "site")
    county = Column("County", "county")
    director_name = Column("Director", "director_name")
    director_email = Column("Director email", "director_email")
    seat = Column("Seat", "seat__number", kind=Kind.NUMBER)
    part = Column("Joined in", "part__name")
    joined = Column("Joined on", "joined_on", kind=Kind.DATE)
    left = Column("Left on", "left_on", kind=Kind.DATE)
    left_reason = Column("Reason", "left_reason")

    @staticmethod
    def with_columns(memberships):
        own = {"person": OuterRef("person")}
        placements = Placement.objects.current().filter(**own).order_by("-starts_on", "-pk")
        supervisions = Supervision.objects.current().filter(**own).order_by("-starts_on", "-pk")
        return memberships.annotate(
            agency=Subquery(placements.values("site__organization__name")[:1]),
            site=Subquery(placements.values("site__name")[:1]),
            county=Subquery(placements.values("site__county__name")[:1]),
            director_name=Subquery(supervisions.values("supervisor__name")[:1]),
            director_email=Subquery(supervisions.values("supervisor__email")[:1]),
        )
