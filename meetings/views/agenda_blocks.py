from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.access import RUNS_IT
from guidebooks.models import Activity
from lib.bilingual import text_in

from ..actions.agenda import AgendaChanged, add_block, prepare_run, remove_block, rewrite_block
from ..forms.agenda import RunForm
from ..forms.agenda_blocks import BlockForm
from ..permissions import meeting_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def to_the_agenda(meeting):
    return redirect("meetings:agenda-edit", meeting.cohort.slug, meeting.position)


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_add(request, meeting):
    form = BlockForm(request.POST or None, network=meeting.cohort.network)
    if request.method == "POST" and form.is_valid():
        block = add_block(meeting, by=request.user, **form.written())
        messages.success(request, _("“%(title)s” is on the agenda.") % {"title": block.title})
        return to_the_agenda(meeting)
    if request.method != "POST" and request.GET.get("activity"):
        form.initial |= from_the_library(request.GET["activity"])
    return render(request, "meetings/agenda_block_form.html", {"meeting": meeting, "form": form})


def from_the_library(slug):
    """A block's first words when it comes from an activity."""
    activity = Activity.objects.filter(slug=slug[:50]).first()
    if activity is None:
        return {}
    words = {"title_en": text_in(activity.name, "en"), "title_es": text_in(activity.name, "es")}
    return words | {"activity": activity, "kind": activity.kind, "minutes": activity.minutes}


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_edit(request, meeting, pk):
    block = get_object_or_404(meeting.segments.select_related("activity"), pk=pk)
    block.meeting = meeting
    form = BlockForm(request.POST or None, network=meeting.cohort.network, block=block)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            rewrite_block(block, by=request.user, seen=form.cleaned_data["seen"], **form.written())
            messages.success(request, _("“%(title)s” is saved.") % {"title": block.title})
            return to_the_agenda(meeting)
        except AgendaChanged:
            theirs, form = meeting.segments.get(pk=pk), typed_over(request, meeting, pk)
    context = {"meeting": meeting, "form": form, "segment": block, "theirs": theirs}
    return render(request, "meetings/agenda_block_form.html", context, status=409 if theirs else 200)


def typed_over(request, meeting, pk):
    """What was typed, ready to be saved over what somebody else wrote meanwhile."""
    block = meeting.segments.get(pk=pk)
    typed = request.POST.copy()
    typed["seen"] = block.fingerprint
    form = BlockForm(typed, network=meeting.cohort.network, block=block)
    form.add_error(None, _("Somebody else changed this block while you were writing. Below is what it says now; save again to put yours in its place."))
    return form


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_remove(request, meeting, pk):
    block = get_object_or_404(meeting.segments, pk=pk)
    block.meeting = meeting
    if request.method == "POST":
        remove_block(block, by=request.user)
        messages.success(request, _("“%(title)s” is no longer on the agenda.") % {"title": block.title})
        return to_the_agenda(meeting)
    return render(request, "meetings/agenda_block_remove.html", {"meeting": meeting, "segment": block})


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def activity_run_edit(request, meeting, pk):
    """Who watches over safety when this activity runs, and were the hazards checked."""
    block = get_object_or_404(meeting.segments.select_related("activity", "run").exclude(activity=None), pk=pk)
    form = RunForm(request.POST or None, initial=prepared(block))
    if request.method == "POST" and form.is_valid():
        prepare_run(block, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted for “%(title)s”.") % {"title": block.title})
        return redirect(meeting.cohort)
    return render(request, "meetings/activity_run_form.html", {"meeting": meeting, "form": form, "segment": block})


def prepared(block):
    run = getattr(block, "run", None)
    if run is None:
        return {}
    return {"safety_monitor": run.safety_monitor, "hazards_checked": run.hazards_checked_at is not None, "notes": run.notes}
