from django.urls import reverse
from django.views.decorators.http import require_POST

from cohorts.access import LEAD, STATE
from cohorts.permissions import cohort_page
from cohorts.views.look import Look, look_or_perform

from ..actions.cohort_acts import begin


@cohort_page(LEAD, STATE)
@require_POST
def cohort_begin(request, cohort):
    page = reverse("recruitment:application-list", args=[cohort.slug])
    look = Look(
        "End recruiting, begin to meet",
        [(page, f"Applications, {cohort}")],
        next=page,
        keep=page,
        keep_word="Go on recruiting",
    )
    return look_or_perform(request, look, lambda act: begin(cohort))
