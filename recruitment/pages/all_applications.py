"""Applications of all the cohorts in which somebody recruits, narrowed as the address asks."""

from lib.bilingual import Localized

from ..models import Application
from . import application_board

SORTS = application_board.SORTS | {"cohort": ("By cohort", ["cohort_name", "sort_name", "pk"])}


def applications_of(cohorts):
    applications = Application.objects.filter(cohort_part__cohort__in=cohorts.values("pk"))
    return application_board.with_state(applications).annotate(cohort_name=Localized("cohort_part__cohort__name"))


def narrowed(applications, *, state="", words="", sort=""):
    found = application_board.narrowed(applications, state=state, words=words)
    return found.order_by(*SORTS.get(sort, SORTS[""])[1])
