from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.access import FACILITATOR, LEAD, STATE
from cohorts.permissions import cohort_page
from cohorts.views.look import Look, look_or_perform, wants_form

from ..actions.cohort_acts import complete
from ..actions.graduation import completion_refusal, graduation_candidates


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(FACILITATOR, LEAD, STATE)
def cohort_complete(request, cohort):
    """GET shows who graduates, POST what follows, and a confirmed POST completes the cohort."""
    if not wants_form(request):
        return look_or_perform(request, look_of(cohort), lambda act: complete(cohort))
    context = {
        "cohort": cohort,
        "parts": cohort.guidebook.parts.order_by("number"),
        "rows": graduation_candidates(cohort),
        "reason": completion_refusal(cohort),
    }
    return render(request, "lifecycle/cohort_complete.html", context)


def look_of(cohort):
    page = reverse("lifecycle:cohort-complete", args=[cohort.slug])
    return Look(
        "Complete this cohort",
        [(cohort.get_absolute_url(), cohort.name)],
        next=cohort.get_absolute_url(),
        keep=page,
        keep_word="Not yet",
    )
