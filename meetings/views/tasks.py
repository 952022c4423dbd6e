from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import RUNS_IT

from ..forms.tasks import LogisticsForm, PromiseForm
from ..permissions import meeting_page


def to_the_tasks(meeting):
    return redirect("meetings:task-list", meeting.cohort.slug, meeting.position)


@require_safe
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_list(request, meeting):
    """Everything to arrange before the meeting, and everything promised in it."""
    return show_tasks(request, meeting)


def show_tasks(request, meeting, logistics_form=None, promise_form=None):
    words = {
        "meeting": meeting,
        "logistics": meeting.logistics.select_related("done_by")[:200],
        "promises": meeting.follow_ups.select_related("kept_by")[:200],
        "logistics_form": logistics_form or LogisticsForm(prefix="logistics"),
        "promise_form": promise_form or PromiseForm(prefix="promise"),
    }
    return render(request, "meetings/task_list.html", words)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def logistics_add(request, meeting):
    form = LogisticsForm(request.POST, prefix="logistics")
    if not form.is_valid():
        return show_tasks(request, meeting, logistics_form=form)
    meeting.logistics.create(**form.cleaned_data)
    return to_the_tasks(meeting)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def logistics_tick(request, meeting, pk):
    get_object_or_404(meeting.logistics, pk=pk).tick(by=request.user, done="undo" not in request.POST)
    return to_the_tasks(meeting)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def logistics_remove(request, meeting, pk):
    item = get_object_or_404(meeting.logistics, pk=pk)
    item.delete()
    messages.success(request, _("“%(text)s” is off the list.") % {"text": item.text})
    return to_the_tasks(meeting)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def follow_up_add(request, meeting):
    form = PromiseForm(request.POST, prefix="promise")
    if not form.is_valid():
        return show_tasks(request, meeting, promise_form=form)
    meeting.follow_ups.create(**form.cleaned_data)
    return to_the_tasks(meeting)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def follow_up_complete(request, meeting, pk):
    get_object_or_404(meeting.follow_ups, pk=pk).keep(by=request.user, kept="undo" not in request.POST)
    return to_the_tasks(meeting)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def follow_up_remove(request, meeting, pk):
    promise = get_object_or_404(meeting.follow_ups, pk=pk)
    promise.delete()
    messages.success(request, _("“%(text)s” is off the list.") % {"text": promise.what})
    return to_the_tasks(meeting)
