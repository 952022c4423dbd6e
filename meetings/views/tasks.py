"""The tasks of a meeting: logistics to arrange before it, and follow-ups promised at it.

Both kinds have the same three views; the URL pattern says which kind is meant.
"""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import RUNS_IT
from cohorts.views.look import Look, look_or_perform
from lib.exports import export_response

from ..actions.meeting_acts import remove_task
from ..exports.tasks import TaskResource
from ..forms.tasks import FollowUpForm, LogisticsForm
from ..pages.tasks import follow_ups_of, group_tasks, logistics_of, task_rows
from ..permissions import meeting_page

#: {kind: (the meeting's related name, form class, prefix of the form's field names)}
KINDS = {
    "logistics": ("logistics", LogisticsForm, "logistics"),
    "follow_up": ("follow_ups", FollowUpForm, "promise"),
}


def redirect_to_tasks(meeting):
    return redirect("meetings:task-list", meeting.cohort.slug, meeting.position)


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
    context = {
        "meeting": meeting,
        "logistics": group_tasks(logistics_of(meeting)),
        "follow_ups": group_tasks(follow_ups_of(meeting)),
        **{f"{kind}_form": forms.get(kind) or task_form(kind) for kind in KINDS},
    }
    return render(request, "meetings/task_list.html", context)


@require_safe
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_export(request, meeting, ending):
    return export_response(
        TaskResource(),
        task_rows(meeting),
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
    return redirect_to_tasks(meeting)


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_complete(request, meeting, pk, kind):
    task = get_object_or_404(tasks_of(meeting, kind), pk=pk)
    task.complete(by=request.user, done="undo" not in request.POST)
    return redirect(f"{redirect_to_tasks(meeting).url}#{kind}-{task.pk}")


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def task_remove(request, meeting, pk, kind):
    task = get_object_or_404(tasks_of(meeting, kind), pk=pk)
    page = redirect_to_tasks(meeting).url
    look = Look(
        _("Take “%(text)s” off the list") % {"text": task},
        [(page, _("To do for meeting %(n)s") % {"n": meeting.position})],
        next=page,
        keep=page,
        keep_word=_("Keep it"),
    )
    return look_or_perform(request, look, lambda act: remove_task(task))
