"""The tasks of a meeting in the order in which they are due, and as rows of an export."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

TASKS_SHOWN = 200
#: Due within so many days is due now.
SOON = timedelta(days=7)


@dataclass(frozen=True)
class TaskGroup:
    heading: str
    tasks: list


def group_tasks(tasks):
    """TaskGroups with tasks in them: late, due within a week, later, without a date, done."""
    today = timezone.localdate()
    headings = {
        "late": pgettext("tasks", "Late"),
        "soon": _("Due within seven days"),
        "later": pgettext("tasks", "Later"),
        "undated": _("Without a date"),
        "done": pgettext("tasks", "Done"),
    }
    groups = {key: [] for key in headings}
    for task in tasks:
        groups[group_of(task, today)].append(task)
    return [TaskGroup(headings[key], found) for key, found in groups.items() if found]


def group_of(task, today):
    if task.completed_at:
        return "done"
    if task.due_on is None:
        return "undated"
    if task.due_on < today:
        return "late"
    return "soon" if task.due_on <= today + SOON else "later"


def logistics_of(meeting):
    return meeting.logistics.select_related("done_by")[:TASKS_SHOWN]


def follow_ups_of(meeting):
    return meeting.follow_ups.select_related("kept_by")[:TASKS_SHOWN]


def task_rows(meeting):
    """[{column of the export: value}] of both lists."""
    kinds = [
        (_("To arrange"), logistics_of(meeting)),
        (_("Promised"), follow_ups_of(meeting)),
    ]
    return [
        {
            "kind": kind,
            "what": str(task),
            "to_whom": getattr(task, "to_whom", ""),
            "due_on": task.due_on,
            "completed_on": task.completed_at and timezone.localdate(task.completed_at),
            "completed_by": task.completed_by and task.completed_by.name,
        }
        for kind, tasks in kinds
        for task in tasks
    ]
