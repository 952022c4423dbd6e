from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT, STAFF

from ..agenda_times import AgendaTimes
from ..forms.notes import NoteForm
from ..permissions import meeting_page


@require_safe
@meeting_page(*STAFF, *CURRENT_MEMBERS)
def agenda_detail(request, meeting):
    return render_agenda(request, meeting)


def render_agenda(request, meeting, template="meetings/agenda_detail.html"):
    """The agenda to read. template: a page that extends it, of a higher package.

    The facilitators' texts are shown to staff who supervise no member (`reads_notes`).
    """
    times = AgendaTimes(meeting)
    context = {
        "meeting": meeting,
        "times": times,
        "minute": meeting.minutes_since_start,
        "reads_notes": request.access.is_one_of(*STAFF) and not request.access.is_supervisor,
        "runs_it": request.access.is_one_of(*RUNS_IT),
        "agreements": list(meeting.cohort.agreements.in_force())
        if not request.access.is_supervisor
        else [],
    }
    return render(request, template, context)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def meeting_note_save(request, meeting):
    """A note that is too long comes back on a page of its own, to be shortened."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = {"meeting": meeting, "form": form}
        return render(request, "meetings/meeting_note.html", context)
    meeting.set_notes(form.cleaned_data["notes"])
    messages.success(request, _("Your note is saved."))
    return redirect(meeting)
