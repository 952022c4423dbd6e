"""Applications of all the cohorts in which somebody recruits."""

from lib.bilingual import Localized

from ..models import Application
from . import application_board


def applications_of(cohorts):
    """With `board_state` and `cohort_name`, the name in the active language."""
    applications = Application.objects.newcomers().filter(
        cohort_part__cohort__in=cohorts.values("pk")
    )
    return application_board.with_state(applications).annotate(
        cohort_name=Localized("cohort_part__cohort__name")
    )
