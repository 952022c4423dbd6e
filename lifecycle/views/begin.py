from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cohorts.access import LEAD, STATE
from cohorts.permissions import cohort_page

from ..actions.begin import begin_meetings


@cohort_page(LEAD, STATE)
@require_POST
def cohort_begin(request, cohort):
    try:
        begin_meetings(cohort)
        messages.success(request, f"{cohort} is under way now.")
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("recruitment:application-list", cohort.slug)
