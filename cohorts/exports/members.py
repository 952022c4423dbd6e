"""The export of a cohort's members: which columns, and where their values come from."""

from django.db.models import OuterRef, Subquery

from lib.exports import Column, ListResource
from people.models import Placement, Supervision

from ..models import CohortMembership


class MemberResource(ListResource):
    """The first nine headings are those a roster import reads, so that an exported file can
    be imported.

    An import names the other headings and leaves them out. A new column needs a line here and one
    in `Meta.fields`.
    """

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
    part = Column("Joined in", "part__name", display=str)
    joined = Column("Joined on", "joined_on")
    left = Column("Left on", "left_on")
    left_reason = Column("Reason", "left_reason")

    class Meta:
        model = CohortMembership
        fields = [
            "name",
            "email",
            "phone",
            "language",
            "agency",
            "site",
            "county",
            "director_name",
            "director_email",
            "seat",
            "part",
            "joined",
            "left",
            "left_reason",
        ]
        export_order = fields

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
