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
    resource, applications, address = list_opened_from(application, cohorts)
    related = applications.select_related("cohort_part__cohort")
    shown = application_board.filter_applications(related, **filters)
    rows = application_board.filter_applications(related)
    return record_walk.place_in_list(resource, shown, rows, application, sent, list_address=address)


def list_opened_from(application, cohorts):
    """(resource of its export, applications, address). cohorts: as in `place_in_list`."""
    if cohorts is None:
        address = reverse("recruitment:application-list", args=[application.cohort.slug])
        return ApplicationResource(), application_board.applications_of(application.cohort), address
    address = reverse("recruitment:application-all")
    return ApplicationEverywhereResource(), all_applications.applications_of(cohorts), address
