"""The tasks of a meeting: logistics to arrange before it, and follow-ups promised at it.

Both kinds have the same three views; the URL pattern says which kind is meant.
"""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import RUNS_IT
from cohorts.views.look import Look, look_or_perform
from lib.exports import export_response

from ..actions.meeting_acts import close_left_over, remove_task
from ..exports.tasks import TaskResource
from ..forms.tasks import FollowUpForm, LogisticsForm
from ..pages.tasks import STATES, TaskLists, group_tasks
from ..permissions import meeting_page

#: {kind: (the meeting's related name, form class, prefix of the form's field names)}
KINDS = {
    "logistics": ("logistics", LogisticsForm, "logistics"),
    "follow_up": ("follow_ups", FollowUpForm, "promise"),
}


def tasks_address(request, meeting):
    """The page of the tasks, filtered as the address that was sent says."""
    page = reverse("meetings:task-list", args=[meeting.cohort.slug, meeting.position])
    return page + kept_query(request)


def kept_query(request):
    state = request.GET.get("state")
    return f"?state={state}" if state in STATES else ""


def tasks_of(meeting, kind):
    return getattr(meeting, KINDS[kind][0])


def task_form(kind, data=None):
    _related_name, form_class, prefix = KINDS[kind]
    return form_class(data, prefix=prefix)


@require_safe
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_list(request, meeting):
    return render_tasks(request, meeting)


def render_tasks(request, meeting, **forms):
    """forms: {kind: a form with errors}, in place of the empty form of that kind."""
    tasks = TaskLists(meeting, request.GET.get("state", ""))
    context = {
        "meeting": meeting,
        "tasks": tasks,
        "logistics": group_tasks(tasks.logistics),
        "follow_ups": group_tasks(tasks.follow_ups),
        "kept_query": kept_query(request),
        **{f"{kind}_form": forms.get(kind) or task_form(kind) for kind in KINDS},
    }
    return render(request, "meetings/task_list.html", context)


@require_safe
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_export(request, meeting, ending):
    return export_response(
        TaskResource(),
        TaskLists(meeting, request.GET.get("state", "")).export_rows,
        ending=ending,
        slug=f"{meeting.cohort.slug}-meeting-{meeting.position}",
        scope=meeting,
        sent=request.GET,
    )


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_add(request, meeting, kind):
    form = task_form(kind, request.POST)
    if not form.is_valid():
        return render_tasks(request, meeting, **{kind: form})
    tasks_of(meeting, kind).create(**form.cleaned_data)
    return redirect(tasks_address(request, meeting))


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_complete(request, meeting, pk, kind):
    task = get_object_or_404(tasks_of(meeting, kind), pk=pk)
    task.complete(by=request.user, done="undo" not in request.POST)
    return redirect(f"{tasks_address(request, meeting)}#{kind}-{task.pk}")


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_remove(request, meeting, pk, kind):
    task = get_object_or_404(tasks_of(meeting, kind), pk=pk)
    page = tasks_address(request, meeting)
    look = Look(
        _("Take “%(text)s” off the list") % {"text": task},
        [(page, _("To do for meeting %(n)s") % {"n": meeting.number})],
        next=page,
        keep=page,
        keep_word=_("Keep it"),
    )
    return look_or_perform(request, look, lambda act: remove_task(task))


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def logistics_close(request, meeting):
    page = tasks_address(request, meeting)
    look = Look(
        _("Close what was left open"),
        [(page, _("To do for meeting %(n)s") % {"n": meeting.number})],
        next=page,
        keep=page,
        keep_word=_("Leave it open"),
    )
    return look_or_perform(request, look, lambda act: close_left_over(meeting, by=request.user))
