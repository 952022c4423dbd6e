from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import RUNS_IT
from cohorts.views.look import Look, look_or_perform
from guidebooks.models import Activity
from lib.bilingual import text_in_language
from lib.edit_conflicts import mark_as_seen
from lib.query import parse_int, posted

from ..actions.agenda import AgendaChanged
from ..actions.agenda_blocks import add_block, save_activity_run, shorten_block, update_block
from ..actions.meeting_acts import remove_agenda_block
from ..forms.agenda import ActivityRunForm
from ..forms.agenda_blocks import BlockForm
from ..permissions import meeting_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def redirect_to_agenda(meeting):
    return redirect("meetings:agenda-edit", meeting.cohort.slug, meeting.position)


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_add(request, meeting):
    if request.method == "POST":
        form = BlockForm(request.POST, cohort=meeting.cohort)
        if form.is_valid():
            block = add_block(meeting, **form.block_fields())
            messages.success(request, _("“%(title)s” is on the agenda.") % {"title": block.title})
            return redirect_to_agenda(meeting)
    else:
        form = BlockForm(cohort=meeting.cohort)
        form.initial |= initial_from_activity(request.GET.get("activity", ""))
    return render(request, "meetings/agenda_block_form.html", {"meeting": meeting, "form": form})


def initial_from_activity(slug):
    """Initial values of the form for a block that runs an activity of the library;
    none for an unknown slug.
    """
    activity = Activity.objects.filter(slug=slug[:50]).first() if slug else None
    if activity is None:
        return {}
    titles = {
        "title_en": text_in_language(activity.name, "en"),
        "title_es": text_in_language(activity.name, "es"),
    }
    return titles | {"activity": activity, "kind": activity.kind, "minutes": activity.minutes}


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_edit(request, meeting, pk):
    """Answers 409, with the block as it is now, when somebody else changed it since
    the form was loaded.
    """
    block = get_object_or_404(meeting.segments.select_related("activity"), pk=pk)
    theirs = None
    if request.method == "POST":
        form = BlockForm(request.POST, cohort=meeting.cohort, block=block)
        if form.is_valid():
            try:
                update_block(block, seen=form.cleaned_data["seen"], **form.block_fields())
                messages.success(request, _("“%(title)s” is saved.") % {"title": block.title})
                return redirect_to_agenda(meeting)
            except AgendaChanged:
                theirs, form = meeting.segments.get(pk=pk), form_with_conflict(request, meeting, pk)
    else:
        form = BlockForm(cohort=meeting.cohort, block=block)
    context = {"meeting": meeting, "form": form, "segment": block, "theirs": theirs}
    return render(
        request, "meetings/agenda_block_form.html", context, status=409 if theirs else 200
    )


def form_with_conflict(request, meeting, pk):
    """The sent values with the block's present fingerprint, so that saving once more replaces
    the other change.
    """
    block = meeting.segments.get(pk=pk)
    data = mark_as_seen(request.POST, block.fingerprint)
    form = BlockForm(data, cohort=meeting.cohort, block=block)
    changed = _(
        "Somebody else changed this block while you were writing. "
        "Below is what it says now; save again to put yours in its place."
    )
    form.add_error(None, changed)
    return form


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_remove(request, meeting, pk):
    block = get_object_or_404(meeting.segments, pk=pk)
    page = redirect_to_agenda(meeting).url
    look = Look(
        _("Remove “%(title)s”") % {"title": block.title},
        [(page, _("Agenda of meeting %(n)s") % {"n": meeting.number})],
        next=page,
        keep=page,
        keep_word=_("Keep it"),
    )
    return look_or_perform(request, look, lambda act: remove_agenda_block(block))


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_shorten(request, meeting, pk):
    block = get_object_or_404(meeting.segments, pk=pk)
    minutes = parse_int(request.POST.get("minutes", ""))
    if minutes and shorten_block(block, minutes):
        messages.success(
            request,
            _("“%(title)s” gave %(minutes)s minutes.") % {"title": block.title, "minutes": minutes},
        )
    else:
        messages.warning(
            request, _("“%(title)s” has not that many minutes to give.") % {"title": block.title}
        )
    return redirect_to_agenda(meeting)


@require_http_methods(READ_AND_WRITE)
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def activity_run_edit(request, meeting, pk):
    blocks = meeting.segments.select_related("activity", "run").exclude(activity=None)
    block = get_object_or_404(blocks, pk=pk)
    form = ActivityRunForm(
        posted(request),
        initial=initial_run(block),
        needs_safety_monitor=block.activity.needs_safety_monitor,
    )
    if request.method == "POST" and form.is_valid():
        save_run(request, block, form)
        return redirect(meeting)
    context = {"meeting": meeting, "form": form, "segment": block}
    return render(request, "meetings/activity_run_form.html", context)


def save_run(request, block, form):
    """Save what was changed in the ActivityRunForm, with a message."""
    if form.has_changed():
        save_activity_run(block, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted for “%(title)s”.") % {"title": block.title})
    else:
        messages.info(request, _("Nothing was changed."))


def initial_run(block):
    run = getattr(block, "run", None)
    if run is None:
        return {}
    return {
        "safety_monitor": run.safety_monitor,
        "hazards_checked": run.hazards_checked_at is not None,
        "notes": run.notes,
    }
