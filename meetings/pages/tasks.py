"""The tasks of a meeting in the order in which they are due, and as rows of an export."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lib.filters import filter_chips

TASKS_SHOWN = 200
#: Due within so many days is due now.
SOON = timedelta(days=7)


@dataclass(frozen=True)
class TaskGroup:
    heading: str
    tasks: list


def group_tasks(tasks):
    """TaskGroups with tasks in them: late, due within a week, later, without a date, of a postponed
    meeting, left over, not needed, done.
    """
    today, headings = timezone.localdate(), headings_of_groups()
    groups = {key: [] for key in headings}
    for task in tasks:
        groups[group_of(task, today)].append(task)
    return [TaskGroup(headings[key], found) for key, found in groups.items() if found]


def headings_of_groups():
    """{what `group_of` returns: heading}, in the order of the page."""
    return {
        "late": pgettext("tasks", "Late"),
        "soon": _("Due within seven days"),
        "later": pgettext("tasks", "Later"),
        "undated": _("Without a date"),
        "waits": _("Waits for the new date of the meeting"),
        "left": _("Left open, and the meeting is over"),
        "off": _("Not needed: the meeting is called off"),
        "done": pgettext("tasks", "Done"),
    }


def group_of(task, today):
    if task.completed_at:
        return "done"
    if task.is_off:
        return "off"
    if task.waits_for_date:
        return "waits"
    if task.is_left_over:
        return "left"
    if task.due_on is None:
        return "undated"
    if task.due_on < today:
        return "late"
    return "soon" if task.due_on <= today + SOON else "later"


#: {state: the groups in it}: values of the filter of the page.
STATES = {
    "open": {"late", "soon", "later", "undated", "waits", "left"},
    "late": {"late"},
    "done": {"done"},
}


class TaskLists:
    """Both lists of a meeting, narrowed to a state: "open", "late" or "done"; another value is
    ignored.
    """

    def __init__(self, meeting, state=""):
        self.logistics_there = list(
            meeting.logistics.needed().select_related("done_by")[:TASKS_SHOWN]
        )
        self.follow_ups_there = list(meeting.follow_ups.select_related("kept_by")[:TASKS_SHOWN])
        self.today, self.state = timezone.localdate(), state if state in STATES else ""
        self.logistics = self.in_state(self.logistics_there, self.state)
        self.follow_ups = self.in_state(self.follow_ups_there, self.state)

    def in_state(self, tasks, state):
        if not state:
            return tasks
        return [task for task in tasks if group_of(task, self.today) in STATES[state]]

    @property
    def there(self):
        return [*self.logistics_there, *self.follow_ups_there]

    @property
    def total(self):
        return len(self.there)

    @property
    def left_over(self):
        """How many tasks to arrange were not ticked when the meeting was over."""
        return sum(task.is_left_over for task in self.logistics_there)

    @property
    def shown(self):
        return len(self.logistics) + len(self.follow_ups)

    @property
    def late(self):
        """How many of both lists are late."""
        return len(self.in_state(self.there, "late"))

    @property
    def chips(self):
        words = {
            "open": pgettext("tasks", "Open"),
            "late": pgettext("tasks", "Late"),
            "done": pgettext("tasks", "Done"),
        }
        counts = {state: len(self.in_state(self.there, state)) for state in STATES}
        return filter_chips(
            words.items(), counts, all_word=pgettext("tasks", "All"), total=self.total
        )

    @property
    def export_rows(self):
        """[{column of the export: value}] of both lists, in the order of the page."""
        kinds = [(_("To arrange"), self.logistics), (_("Promised"), self.follow_ups)]
        return [
            task_row(task, kind)
            for kind, tasks in kinds
            for group in group_tasks(tasks)
            for task in group.tasks
        ]


def task_row(task, kind):
    return {
        "kind": kind,
        "what": str(task),
        "to_whom": getattr(task, "to_whom", ""),
        "due_on": task.due_on,
        "completed_on": task.completed_at and timezone.localdate(task.completed_at),
        "completed_by": task.completed_by and task.completed_by.name,
    }
