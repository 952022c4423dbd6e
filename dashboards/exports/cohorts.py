"""The columns of the list of cohorts: which, and where their values come from."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cohorts.models import Cohort, Seat
from lib.bilingual import Localized
from lib.export_formats import Kind
from lib.exports import Column, ExportResource
from lib.list_order import plain_order, ranked

from ..pages.cohort_list import PILLS


def status_label(status):
    return str(Cohort.Status(status).label)


class CohortResource(ExportResource):
    title = _("Cohorts")

    name = Column(
        _("Cohort"),
        "name",
        order=lambda: plain_order(Localized("name")),
        cell="dashboards/_cohort_name.html",
    )
    region = Column(_("Region"), "region__name", order=lambda: F("region__number"))
    guidebook = Column(
        _("Guidebook"), "guidebook__name", order=lambda: plain_order(Localized("guidebook__name"))
    )
    cycle = Column(_("Cycle"), "cycle")
    taken = Column(
        _("Seats taken"), "seats_taken", kind=Kind.NUMBER, cell="dashboards/_cohort_seats.html"
    )
    seats = Column(
        pgettext_lazy("column", "Seats"), "seats_in_all", kind=Kind.NUMBER, is_shown=False
    )
    state = Column(
        _("State"),
        "status",
        display=status_label,
        order=lambda: ranked("status", list(PILLS)),
        cell="dashboards/_cohort_state.html",
        is_status=True,
    )

    @staticmethod
    def with_columns(cohorts):
        return cohorts.annotate(
            seats_taken=seat_count(Q(taken_at__isnull=False)), seats_in_all=seat_count(Q())
        )


def seat_count(condition):
    """How many seats of a cohort meet this condition."""
    seats = Seat.objects.filter(condition, cohort=OuterRef("pk")).order_by().values("cohort")
    number = Subquery(seats.values(number=Count("pk")), output_field=IntegerField())
    return Coalesce(number, 0)
