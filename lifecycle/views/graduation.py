from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.access import FACILITATOR, LEAD, STATE
from cohorts.permissions import cohort_page

from ..actions.graduation import complete, finishers, what_is_open


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(FACILITATOR, LEAD, STATE)
def cohort_complete(request, cohort):
    """Look at who graduates, then complete the cohort."""
    if request.method == "POST":
        try:
            number = complete(cohort, by=request.user)
            messages.success(request, f"{cohort} is completed. {number} member{'' if number == 1 else 's'} graduated.")
            return redirect(cohort)
        except ValueError as refusal:
            messages.error(request, str(refusal))
            return redirect("lifecycle:cohort-complete", cohort.slug)
    return render(request, "lifecycle/cohort_complete.html", {"cohort": cohort, "rows": finishers(cohort), "reason": what_is_open(cohort)})
