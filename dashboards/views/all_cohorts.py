"""The cohorts somebody may know of."""

from django.db.models import Count
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cohorts.models import Cohort, Letter, Seat, StaffRole
from lib.bilingual import Localized
from lib.filters import filter_chips
from lib.paging import paginate, total_from_filters
from lib.query import search_text
from lib.search import Unaccented, contains_words
from recruitment.models import SupervisorEndorsement

PILLS = {"recruiting": "info", "meeting": "ok", "completed": "off"}


@require_safe
def cohort_list(request):
    mine = Cohort.objects.visible_to(request.user)
    number = dict(mine.order_by().values_list("status").annotate(Count("pk", distinct=True)))
    rows = named_like(in_state(mine, request.GET.get("state", "")), search_text(request.GET))
    words = [(status, Cohort.Status(status).label) for status in PILLS]
    chips = filter_chips(words, number, all_word=pgettext("cohorts", "All"))
    rows = rows.select_related("region", "guidebook").newest_first()
    page = paginate(rows, request.GET, size=30, total=total_from_filters(chips, request.GET))
    add_what_a_row_shows(page, request.user)
    kinds = set(StaffRole.objects.current().filter(person=request.user).values_list("kind", flat=True))
    may = {"may_open": kinds & {StaffRole.Kind.LEAD, StaffRole.Kind.STATE_STAFF}, "makes_guidebooks": StaffRole.Kind.STATE_STAFF in kinds, "recruits": kinds & set(StaffRole.RECRUITS)}
    context = may | {"page": page, "chips": chips}
    return render(request, "dashboards/cohort_list.html", context)


def in_state(cohorts, state):
    return cohorts.filter(status=state) if state in PILLS else cohorts


def named_like(cohorts, words):
    return cohorts.annotate(plain_name=Unaccented(Localized("name"))).filter(contains_words(words, "plain_name")) if words else cohorts


def add_what_a_row_shows(cohorts, person):
    """Three queries, however many cohorts."""
    late, seats = what_is_late(person, cohorts), seats_of(cohorts)
    for cohort in cohorts:
        cohort.pill = PILLS[cohort.status]
        cohort.waiting, cohort.undelivered = late.get(cohort.pk, (0, 0))
        cohort.seats_in_all, cohort.seats_taken = seats.get(cohort.pk, (0, 0))


def seats_of(cohorts):
    """{cohort id: (seats, those taken)}"""
    seats = Seat.objects.filter(cohort__in=[cohort.pk for cohort in cohorts]).order_by().values_list("cohort")
    return {pk: (all, taken) for pk, all, taken in seats.annotate(Count("pk"), Count("taken_at"))}


def what_is_late(person, cohorts):
    """{cohort id: (directors who have not answered, letters that did not arrive)} of those this person recruits for."""
    mine = Cohort.objects.recruited_by(person).filter(pk__in=[cohort.pk for cohort in cohorts], status="recruiting")
    waiting = SupervisorEndorsement.objects.waiting().filter(application__cohort_part__cohort__in=mine.values("pk"), application__withdrawn_at=None)
    lost = Letter.objects.undelivered().filter(cohort__in=mine.values("pk"))
    columns = [(waiting, "application__cohort_part__cohort"), (lost, "cohort")]
    counts = [dict(rows.order_by().values_list(column).annotate(Count("pk"))) for rows, column in columns]
    return {pk: tuple(count.get(pk, 0) for count in counts) for pk in counts[0] | counts[1]}
