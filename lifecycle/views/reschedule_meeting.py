from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cohorts.access import RUNS_IT
from meetings.permissions import meeting_page

from ..actions.reschedule_meeting import reschedule
from ..forms.reschedule_meeting import MeetingForm


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*RUNS_IT)
def meeting_edit(request, meeting):
    form = MeetingForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        letters = reschedule(meeting, **form.cleaned_data)
        messages.success(request, _("Meeting %(n)s is saved.") % {"n": meeting.position})
        if letters:
            message = ngettext(
                "%(n)s letter about the new date is on its way.",
                "%(n)s letters about the new date are on their way.",
                letters,
            )
            messages.info(request, message % {"n": letters})
        return redirect(meeting.cohort)
    return render(request, "lifecycle/meeting_form.html", {"meeting": meeting, "form": form})
