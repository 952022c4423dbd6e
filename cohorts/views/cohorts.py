"""The cohorts somebody may know of."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Cohort, StaffRole

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
    for cohort in page:
        cohort.pill = PILLS[cohort.status]
    chips = [{"word": Cohort.Status(status).label, "value": status, "count": number[status]} for status in PILLS if number[status]]
    may_open = StaffRole.objects.current().filter(person=request.user, kind="lead").exists()
    context = {"may_open": may_open, "page": page, "chips": [{"word": "All", "value": "", "count": sum(number.values())}, *chips]}
    return render(request, "cohorts/cohort_list.html", context)
