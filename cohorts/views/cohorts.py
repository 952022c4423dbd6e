"""The cohorts somebody may know of."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Cohort, Letter, StaffRole, SupervisorEndorsement

A_PAGE = 30
PILLS = {"recruiting": "info", "meeting": "ok", "completed": "off"}


@require_safe
def cohort_list(request):
    mine = Cohort.objects.visible_to(request.user)
    state = request.GET.get("state", "")
    number = {status: mine.filter(status=status).count() for status in PILLS}
    chosen = mine.filter(status=state) if state in PILLS else mine
    seats = Count("seats", distinct=True)
    taken = Count("seats", filter=Q(seats__taken_at__isnull=False), distinct=True)
    rows = Cohort.objects.filter(pk__in=chosen.values("pk")).annotate(seats_in_all=seats, seats_taken=taken)
    page = Paginator(rows.select_related("region", "guidebook").newest_first(), A_PAGE).get_page(request.GET.get("page"))
    late = what_is_late(request.user, page)
    for cohort in page:
        cohort.pill = PILLS[cohort.status]
        cohort.waiting, cohort.undelivered = late.get(cohort.pk, (0, 0))
    chips = [{"word": Cohort.Status(status).label, "value": status, "count": number[status]} for status in PILLS if number[status]]
    may_open = StaffRole.objects.current().filter(person=request.user, kind="lead").exists()
    context = {"may_open": may_open, "page": page, "chips": [{"word": "All", "value": "", "count": sum(number.values())}, *chips]}
    return render(request, "cohorts/cohort_list.html", context)


def what_is_late(person, cohorts):
    """{cohort id: (directors who have not answered, letters that did not arrive)} of those this person recruits for."""
    mine = Cohort.objects.recruited_by(person).filter(pk__in=[cohort.pk for cohort in cohorts], status="recruiting")
    waiting = SupervisorEndorsement.objects.waiting().filter(cohort__in=mine.values("pk"), application__withdrawn_at=None)
    lost = Letter.objects.undelivered().filter(cohort__in=mine.values("pk"))
    counts = [dict(rows.order_by().values_list("cohort").annotate(Count("pk"))) for rows in [waiting, lost]]
    return {pk: tuple(count.get(pk, 0) for count in counts) for pk in counts[0] | counts[1]}
