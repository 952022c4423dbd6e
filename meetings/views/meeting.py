from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.standing import IN_THE_ROOM, RUNS_IT, STAFF

from ..agenda_times import AgendaTimes
from ..forms.meeting import MeetingForm, NoteForm
from ..moving import move_meeting
from ..permissions import meeting_page
from ..printouts import documents_for
from ..topics import topics_for


@require_safe
@meeting_page(*STAFF, *IN_THE_ROOM)
def meeting_detail(request, meeting):
    """The agenda to read. Facilitators see both texts (unless the wall stands), everybody else the room's."""
    times = AgendaTimes(meeting)
    words = {
        "meeting": meeting,
        "times": times,
        "minute": minute_of_the_day(meeting),
        "reads_notes": request.standing.is_one_of(*STAFF) and not request.standing.is_walled,
        "runs_it": request.standing.is_one_of(*RUNS_IT),
        "documents": documents_for(meeting, request.standing),
        "topics": topics_for(meeting, request.standing),
        "agreements": list(meeting.cohort.agreements.in_force()) if not request.standing.is_walled else [],
    }
    return render(request, "meetings/meeting_detail.html", words)


def minute_of_the_day(meeting):
    """Minutes since the meeting began, while it runs; else None."""
    elapsed = int((timezone.now() - meeting.starts_at).total_seconds() // 60)
    return elapsed if 0 <= elapsed <= meeting.minutes + 60 else None


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*RUNS_IT)
def meeting_edit(request, meeting):
    form = MeetingForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        letters = move_meeting(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("Meeting %(n)s is saved.") % {"n": meeting.position})
        if letters:
            told = ngettext("%(n)s letter about the new date is on its way.", "%(n)s letters about the new date are on their way.", letters)
            messages.info(request, told % {"n": letters})
        return redirect("meetings:cohort-detail", meeting.cohort.slug)
    return render(request, "meetings/meeting_form.html", {"meeting": meeting, "form": form})


@require_POST
@meeting_page(*RUNS_IT, words=True)
def meeting_note(request, meeting):
    form = NoteForm(request.POST)
    if form.is_valid():
        meeting.note(form.cleaned_data["notes"], by=request.user)
        messages.success(request, _("Your note is saved."))
    else:
        messages.warning(request, _("A note holds 4,000 letters at most. Nothing was changed."))
    return redirect("meetings:cohort-detail", meeting.cohort.slug)
