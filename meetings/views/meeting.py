from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import IN_THE_ROOM, RUNS_IT, STAFF

from ..agenda_timing import AgendaTimes
from ..forms.notes import NoteForm
from ..permissions import meeting_page


@require_safe
@meeting_page(*STAFF, *IN_THE_ROOM)
def meeting_detail(request, meeting):
    """The agenda to read. Facilitators see both texts (unless the wall stands), everybody else the room's."""
    times = AgendaTimes(meeting)
    words = {
        "meeting": meeting,
        "times": times,
        "minute": minute_of_the_day(meeting),
        "reads_notes": request.access.is_one_of(*STAFF) and not request.access.is_supervisor,
        "runs_it": request.access.is_one_of(*RUNS_IT),
        "agreements": list(meeting.cohort.agreements.in_force()) if not request.access.is_supervisor else [],
    }
    return render(request, "meetings/meeting_detail.html", words)


def minute_of_the_day(meeting):
    """Minutes since the meeting began, while it runs; else None."""
    elapsed = int((timezone.now() - meeting.starts_at).total_seconds() // 60)
    return elapsed if 0 <= elapsed <= meeting.minutes + 60 else None


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def meeting_note_save(request, meeting):
    form = NoteForm(request.POST)
    if form.is_valid():
        meeting.note(form.cleaned_data["notes"], by=request.user)
        messages.success(request, _("Your note is saved."))
    else:
        messages.warning(request, _("A note holds 4,000 letters at most. Nothing was changed."))
    return redirect(meeting.cohort)
