from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.access import FACILITATOR, LEAD, STATE
from cohorts.permissions import cohort_page

from ..actions.graduation import complete_cohort, completion_refusal, graduation_candidates


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(FACILITATOR, LEAD, STATE)
def cohort_complete(request, cohort):
    """GET shows who graduates, POST completes the cohort."""
    if request.method == "POST":
        return submit_completion(request, cohort)
    context = {
        "cohort": cohort,
        "rows": graduation_candidates(cohort),
        "reason": completion_refusal(cohort),
    }
    return render(request, "lifecycle/cohort_complete.html", context)


def submit_completion(request, cohort):
    try:
        number = complete_cohort(cohort)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("lifecycle:cohort-complete", cohort.slug)
    messages.success(
        request, f"{cohort} is completed. {number} member{'' if number == 1 else 's'} graduated."
    )
    return redirect(cohort)
