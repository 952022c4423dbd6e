"""Applications of all the cohorts in which somebody recruits."""

from lib.bilingual import Localized

from ..models import Application
from . import application_board

SORTS = application_board.SORTS | {"cohort": ("By cohort", ["cohort_name", "sort_name", "pk"])}


def applications_of(cohorts):
    """With `board_state` and `cohort_name`, the name in the active language."""
    applications = Application.objects.filter(cohort_part__cohort__in=cohorts.values("pk"))
    return application_board.with_state(applications).annotate(
        cohort_name=Localized("cohort_part__cohort__name")
    )


def filter_applications(applications, *, state="", query="", sort=""):
    """As on the board of one cohort, and sorted by cohort too."""
    found = application_board.filter_applications(applications, state=state, query=query)
    return found.order_by(*SORTS.get(sort, SORTS[""])[1])
