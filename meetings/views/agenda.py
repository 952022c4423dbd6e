from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import RUNS_IT
from lib import dates

from ..actions.agenda import AgendaChanged, arrange, copy_block, moved, take_minutes
from ..agenda_timing import AgendaTimes
from ..forms.agenda import ArrangeForm
from ..permissions import meeting_page

CHANGED = gettext_lazy("Somebody else changed this agenda while you had it open. Your minutes are still here: look at them and save again.")


def blocks_of(meeting):
    return list(meeting.segments.select_related("activity", "run"))


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def agenda_edit(request, meeting):
    if request.method == "POST":
        return save_agenda(request, meeting)
    return show_agenda(request, meeting, ArrangeForm(meeting=meeting, segments=blocks_of(meeting)))


def save_agenda(request, meeting):
    """Minutes and order as one; a button may move or copy one block on top."""
    form = ArrangeForm(request.POST, meeting=meeting, segments=blocks_of(meeting))
    if not form.is_valid():
        return show_agenda(request, meeting, form, status=422 if in_the_background(request) else 200)
    try:
        arrange(meeting, order=asked_order(request, form), minutes=form.minutes_wanted, version=form.cleaned_data["version"], by=request.user)
    except AgendaChanged:
        meeting.refresh_from_db(fields=["agenda_version"])
        return show_agenda(request, meeting, as_it_is_now(request, meeting), status=409, trouble=CHANGED)
    if request.POST.get("copy"):
        copy_block(get_object_or_404(meeting.segments, pk=number(request.POST["copy"])), by=request.user)
    if in_the_background(request):
        return saved_quietly(request, meeting)
    return redirect("meetings:agenda-edit", meeting.cohort.slug, meeting.position)


def asked_order(request, form):
    pk, _colon, step = request.POST.get("move", "").partition(":")
    return moved(form.order_wanted, number(pk), -1 if step == "-1" else 1) if step else form.order_wanted


def number(text):
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def as_it_is_now(request, meeting):
    """The form again with what was typed, on top of the agenda as somebody else left it."""
    segments = blocks_of(meeting)
    typed = request.POST.copy()
    typed["version"] = meeting.agenda_version
    for segment in segments:
        if typed.get(f"minutes-{segment.pk}") == typed.get(f"was-{segment.pk}"):
            typed[f"minutes-{segment.pk}"] = segment.minutes
    typed["order"] = ",".join(str(segment.pk) for segment in segments)
    return ArrangeForm(typed, meeting=meeting, segments=segments)


def in_the_background(request):
    return request.headers.get("X-Requested-With") == "agenda"


def show_agenda(request, meeting, form, status=200, trouble=""):
    times = AgendaTimes(meeting, form.segments)
    if in_the_background(request):
        return quiet_answer(request, meeting, times, form, "failed", trouble or first_mistake(form), status)
    rows = [(block, form.minutes_of(block.segment)) for block in times.blocks]
    words = {
        "meeting": meeting,
        "times": times,
        "minute": None,
        "form": form,
        "rows": rows,
        "one_of_each": {segment.kind: segment for segment in form.segments}.values(),
        "trouble": trouble,
    }
    return render(request, "meetings/agenda_form.html", words, status=status)


def first_mistake(form):
    return _("Not saved. %(why)s.") % {"why": next((m for mistakes in form.errors.values() for m in mistakes), "")}


def saved_quietly(request, meeting):
    form = ArrangeForm(meeting=meeting, segments=blocks_of(meeting))
    now = dates.clock(timezone.localtime(timezone=meeting.zone))
    return quiet_answer(request, meeting, AgendaTimes(meeting, form.segments), form, "saved", _("Saved %(time)s") % {"time": now}, 200)


def quiet_answer(request, meeting, times, form, state, words, status):
    """The parts of the page that follow from the agenda, for the script to put in place."""
    context = {"meeting": meeting, "times": times, "minute": None, "form": form, "sync_state": state, "sync_words": words}
    return HttpResponse(render_to_string("meetings/_agenda_totals.html", context, request), status=status)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def block_shorten(request, meeting, pk):
    block = get_object_or_404(meeting.segments, pk=pk)
    minutes = number(request.POST.get("minutes", ""))
    if minutes and take_minutes(block, minutes, by=request.user):
        messages.success(request, _("“%(title)s” gave %(minutes)s minutes.") % {"title": block.title, "minutes": minutes})
    else:
        messages.warning(request, _("“%(title)s” has not that many minutes to give.") % {"title": block.title})
    return redirect("meetings:agenda-edit", meeting.cohort.slug, meeting.position)
