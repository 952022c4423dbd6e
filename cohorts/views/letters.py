"""The letters of a cohort: to whom, and whether they arrived.

Never the text, which may hold one person's needs.
"""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lib.filters import filter_chips
from lib.paging import paginate, total_from_filters
from lib.query import search_text

from ..access import FACILITATOR, LEAD, STATE
from ..models import Letter
from ..permissions import cohort_page

#: {status: look of its pill}, in the order of the filters.
PILLS = {
    "drafted": "off",
    "dropped": "off",
    "queued": "info",
    "sent": "ok",
    "failed": "stop",
    "bounced": "stop",
}


@cohort_page(FACILITATOR, LEAD, STATE)
@require_safe
def letter_list(request, cohort):
    letters = Letter.objects.filter(cohort=cohort).defer("body", "demo_text")
    number = dict(letters.order_by().values_list("status").annotate(number=Count("pk")))
    in_state = (
        letters.filter(status=request.GET["state"])
        if request.GET.get("state") in PILLS
        else letters
    )
    chips = filter_chips(
        [(status, Letter.Status(status).label) for status in PILLS], number, all_word="All"
    )
    rows = in_state.search(search_text(request.GET)).select_related("application_letter")
    page = paginate(rows, request.GET, total=total_from_filters(chips, request.GET))
    for letter in page:
        letter.pill = PILLS[letter.status]
    context = {
        "cohort": cohort,
        "page": page,
        "chips": chips,
        "undelivered": number.get("failed", 0) + number.get("bounced", 0),
        "may_send": request.access.is_one_of(FACILITATOR, LEAD, STATE),
    }
    return render(request, "cohorts/letter_list.html", context)


@cohort_page(FACILITATOR, LEAD, STATE)
@require_POST
def letter_resend(request, cohort, pk):
    letter = get_object_or_404(Letter, cohort=cohort, pk=pk)
    if letter.send_again():
        messages.success(request, f"The letter to {letter.to_email} is on its way again.")
    else:
        messages.info(
            request, "Only a letter that did not arrive, and whose link still opens, can go again."
        )
    return redirect("cohorts:letter-list", cohort.slug)
