"""The page on which a whole agenda is edited: order and minutes of all blocks in one form.

The page's script saves in the background (header `X-Requested-With: agenda`) and gets back only
the parts of the page that follow from the agenda; without the script the browser submits the same
form and gets the whole page.
"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cohorts.access import RUNS_IT
from lib import dates
from lib.query import parse_int

from ..actions.agenda import AgendaChanged, save_agenda
from ..actions.agenda_blocks import copy_block
from ..agenda_times import AgendaTimes
from ..forms.agenda import AgendaForm
from ..permissions import meeting_page

CHANGED = gettext_lazy(
    "Somebody else changed this agenda while you had it open. Your minutes are still here: "
    "look at them and save again."
)


def load_blocks(meeting):
    return list(meeting.segments.select_related("activity", "run"))


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def agenda_edit(request, meeting):
    if request.method == "POST":
        return submit_agenda(request, meeting)
    return render_agenda(
        request, meeting, AgendaForm(meeting=meeting, segments=load_blocks(meeting))
    )


def submit_agenda(request, meeting):
    """Save minutes and order; a button of the form may in addition move or copy one block.

    Answers 409 when somebody else changed the agenda since the form was loaded.
    """
    form = AgendaForm(request.POST, meeting=meeting, segments=load_blocks(meeting))
    if not form.is_valid():
        return render_agenda(
            request, meeting, form, status=422 if is_background_save(request) else 200
        )
    version = form.cleaned_data["version"]
    try:
        save_agenda(
            meeting, order=form.requested_order, minutes=form.requested_minutes, version=version
        )
    except AgendaChanged:
        meeting.refresh_from_db(fields=["agenda_version"])
        return render_agenda(
            request, meeting, rebased_form(request, meeting), status=409, problem=CHANGED
        )
    if request.POST.get("copy"):
        copy_block(get_object_or_404(meeting.segments, pk=parse_int(request.POST["copy"])))
    if is_background_save(request):
        return render_saved(request, meeting)
    return redirect("meetings:agenda-edit", meeting.cohort.slug, meeting.position)


def rebased_form(request, meeting):
    """The sent form on top of the agenda as it is now:
    minutes that this editor did not touch take the new value.

    "was-<pk>" is the value that the form was loaded with.
    """
    segments = load_blocks(meeting)
    data = request.POST.copy()
    data["version"] = meeting.agenda_version
    for segment in segments:
        if data.get(f"minutes-{segment.pk}") == data.get(f"was-{segment.pk}"):
            data[f"minutes-{segment.pk}"] = segment.minutes
    data["order"] = ",".join(str(segment.pk) for segment in segments)
    return AgendaForm(data, meeting=meeting, segments=segments)


def is_background_save(request):
    return request.headers.get("X-Requested-With") == "agenda"


def render_agenda(request, meeting, form, status=200, problem=""):
    """problem: why nothing was saved, when it is not an error of the form."""
    times = AgendaTimes(meeting, form.segments)
    if is_background_save(request):
        return render_totals(
            request, meeting, times, form, "failed", problem or first_error(form), status
        )
    context = {
        "meeting": meeting,
        "times": times,
        "minute": None,
        "form": form,
        "rows": [(block, form.minutes_field_of(block.segment)) for block in times.blocks],
        "one_of_each": {segment.kind: segment for segment in form.segments}.values(),
        "problem": problem,
    }
    return render(request, "meetings/agenda_form.html", context, status=status)


def first_error(form):
    return _("Not saved. %(why)s.") % {
        "why": next((e for errors in form.errors.values() for e in errors), "")
    }


def render_saved(request, meeting):
    form = AgendaForm(meeting=meeting, segments=load_blocks(meeting))
    now = dates.clock(timezone.localtime(timezone=meeting.zone))
    times, message = AgendaTimes(meeting, form.segments), _("Saved %(time)s") % {"time": now}
    return render_totals(request, meeting, times, form, "saved", message, 200)


def render_totals(request, meeting, times, form, state, message, status):
    """The parts of the page that the script replaces: totals, possible cuts,
    and whether it was saved.
    """
    context = {
        "meeting": meeting,
        "times": times,
        "minute": None,
        "form": form,
        "sync_state": state,
        "sync_words": message,
    }
    return HttpResponse(
        render_to_string("meetings/_agenda_totals.html", context, request), status=status
    )
