"""The application before and the one after, in the list from which one was opened."""

from django.urls import reverse

from lib import record_walk

from ..exports.applications import ApplicationEverywhereResource, ApplicationResource
from . import all_applications, application_board

#: What the address of an application says where it was opened from the list over all cohorts.
EVERYWHERE = "all"


def place_in_list(application, sent, filters, *, cohorts=None):
    """Context of components/record_walk.html.

    sent: such as request.GET. filters: arguments of `filter_applications`. cohorts: those of the
    list over all cohorts, if it was opened from there.
    """
    if cohorts is None:
        resource, rows = (
            ApplicationResource(),
            application_board.applications_of(application.cohort),
        )
        list_address = reverse("recruitment:application-list", args=[application.cohort.slug])
    else:
        resource, rows = (
            ApplicationEverywhereResource(),
            all_applications.applications_of(cohorts),
        )
        list_address = reverse("recruitment:application-all")
    rows = rows.select_related("cohort_part__cohort")
    return record_walk.place_in_list(
        resource,
        application_board.filter_applications(rows, **filters),
        application_board.filter_applications(rows),
        application,
        sent,
        list_address=list_address,
    )
