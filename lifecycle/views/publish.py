from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.access import LEAD, STATE
from cohorts.permissions import cohort_page
from cohorts.views.look import Look, look_or_perform, wants_form

from ..actions.publish import missing_before_publishing, publish


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(LEAD, STATE)
def cohort_publish(request, cohort):
    """GET lists what is missing, POST shows what follows, and a confirmed POST publishes."""
    if not wants_form(request):
        look = look_of(cohort)
        return look_or_perform(request, look, lambda act: publish(cohort, by=request.user))
    if cohort.is_published:
        return redirect("recruitment:application-list", cohort.slug)
    return render(request, "lifecycle/cohort_publish.html", context_of(cohort))


def look_of(cohort):
    page = reverse("lifecycle:cohort-publish", args=[cohort.slug])
    return Look(
        "Publish the application page",
        [(page, "Before it is public")],
        next=reverse("recruitment:application-list", args=[cohort.slug]),
        keep=page,
        keep_word="Not yet",
    )


def context_of(cohort):
    """What the page becomes public with, and what is missing before."""
    items = missing_before_publishing(cohort)
    return {
        "cohort": cohort,
        "part": cohort.part(1),
        "seats": cohort.seats.count(),
        "meetings": list(cohort.meetings.in_order()),
        "missing": [(item, reverse(item.page, args=[cohort.slug])) for item in items],
        "can_publish": cohort.is_recruiting and not any(item.stops for item in items),
    }
