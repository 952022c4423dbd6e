"""The list of cohorts a person may see, with filters by status and what needs attention
in each cohort.
"""

from django.db.models import Count
from django.utils.translation import pgettext

from cohorts.models import Cohort, Letter
from lib.bilingual import Localized
from lib.filters import filter_chips
from lib.search import Unaccented, contains_words
from recruitment.models import Application
from recruitment.pages.application_board import with_state

#: {status: the kind of pill that shows it}, in the order of the filters.
PILLS = {"recruiting": "info", "meeting": "ok", "completed": "off"}


def filter_cohorts(cohorts, *, status="", query=""):
    """Cohorts of a status whose names contain the words of a query;
    an unknown status is ignored.
    """
    if status in PILLS:
        cohorts = cohorts.filter(status=status)
    if query:
        cohorts = cohorts.annotate(plain_name=Unaccented(Localized("name"))).filter(
            contains_words(query, "plain_name")
        )
    return cohorts.select_related("region", "guidebook").newest_first()


def status_filters(cohorts):
    """Filter options with the number of cohorts: all first, then each status that occurs."""
    counts = dict(cohorts.order_by().values_list("status").annotate(Count("pk", distinct=True)))
    labels = [(status, Cohort.Status(status).label) for status in PILLS]
    return filter_chips(labels, counts, all_word=pgettext("cohorts", "All"))


def annotate_cohorts(cohorts, person):
    """Set on each cohort `pill`, `waiting` and `undelivered`, with two queries."""
    attention = counts_of_recruited(cohorts, person)
    for cohort in cohorts:
        cohort.pill = PILLS[cohort.status]
        cohort.waiting, cohort.undelivered = attention.get(cohort.pk, (0, 0))


def counts_of_recruited(cohorts, person):
    """{cohort id: (applications that wait for a director, undelivered letters)}

    Only of cohorts that recruit now and that this person recruits for.
    """
    own = Cohort.objects.recruited_by(person)
    own = own.filter(pk__in=[cohort.pk for cohort in cohorts], status="recruiting").values("pk")
    applications = with_state(Application.objects.newcomers().filter(cohort_part__cohort__in=own))
    waiting = count_by(applications.filter(board_state="waiting"), "cohort_part__cohort")
    undelivered = count_by(Letter.objects.undelivered().filter(cohort__in=own), "cohort")
    return {pk: (waiting.get(pk, 0), undelivered.get(pk, 0)) for pk in waiting | undelivered}


def count_by(rows, column):
    """{value of the column: number of rows}"""
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))
