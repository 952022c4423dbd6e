"""The columns of the list of a cohort's members, and where their values come from."""

from django.db.models import Case, OuterRef, Subquery, Value, When

from lib.bilingual import Localized
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import ranked
from people.models import Placement, Supervision

from ..models.membership import STATES
from ..pages.letters import language_name

#: {state: what one member is called who is in it}
LABELS_OF_ONE = {"current": "Member", "graduated": "Graduated", "left": "Left"}


class MemberResource(ExportResource):
    """The first nine headings are those a roster import reads, so that an exported file can
    be imported.

    An import names the other headings and leaves them out.
    """

    title = "Members"

    name = Column(
        "Name", "person__name", order="person__sort_name", cell="cohorts/_member_name.html"
    )
    email = Column("Email", "person__email", is_shown=False)
    phone = Column("Phone", "person__phone", is_shown=False)
    language = Column("Language", "person__language", is_shown=False, page_text=language_name)
    agency = Column("Agency", "agency")
    site = Column("Site", "site")
    county = Column("County", "county", is_shown=False)
    director_name = Column("Director", "director_name")
    director_email = Column("Director email", "director_email", is_shown=False)
    seat = Column("Seat", "seat__number", kind=Kind.NUMBER)
    part = Column("Joined in", "part__name", order=lambda: Localized("part__name"), is_shown=False)
    joined = Column("Joined on", "joined_on", kind=Kind.DATE, order="joined_on")
    late = Column("Joined late", "late_reason", is_shown=False)
    left = Column("Left on", "left_on", kind=Kind.DATE, is_shown=False)
    left_reason = Column("Reason", "left_reason", is_shown=False)
    state = Column(
        "State",
        "state",
        display=lambda state: LABELS_OF_ONE[state],
        order=lambda: ranked("state", list(STATES)),
        cell="cohorts/_member_state.html",
        is_status=True,
    )

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
            state=Case(
                *[When(condition, then=Value(state)) for state, condition in STATES.items()]
            ),
        )
