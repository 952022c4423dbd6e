"""What is late or due within a week in the cohorts that somebody runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.access import FACILITATOR
from cohorts.models import StaffRole
from meetings.models import FollowUp, LogisticsItem

#: What is due within so many days is on the list.
DAYS_AHEAD = 7
MOST = 8


@dataclass(frozen=True)
class DueTask:
    what: str
    why: str
    due_on: date
    href: str


def due_tasks(entries):
    """(the first MOST DueTasks, the earliest first; how many there are in all).

    entries: CohortToday of cohorts that the reader runs. Whoever supervises a member there does
    not see its tasks, as on the page of tasks.
    """
    cohorts = [e.cohort for e in entries if not e.access.is_supervisor]
    names = {cohort.pk: str(cohort) for cohort in cohorts}
    for cohort, facilitator in facilitators_of_others(entries):
        names[cohort] = _("%(cohort)s (%(name)s)") % {"cohort": names[cohort], "name": facilitator}
    until = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    in_time = {"meeting__cohort__in": cohorts, "due_on__lte": until}
    logistics = LogisticsItem.objects.to_do().filter(**in_time)
    promises = FollowUp.objects.filter(kept_at=None, **in_time)
    found = [logistics_task(item, names) for item in first_due(logistics)]
    found += [follow_up_task(item, names) for item in first_due(promises)]
    found.sort(key=lambda task: task.due_on)
    return found[:MOST], logistics.count() + promises.count()


def facilitators_of_others(entries):
    """[(cohort key, name)] where the reader oversees the cohort and somebody else facilitates."""
    others = [
        e.cohort.pk
        for e in entries
        if not (e.access.is_one_of(FACILITATOR) or e.access.is_supervisor)
    ]
    roles = StaffRole.objects.current().filter(cohort__in=others, kind=StaffRole.Kind.FACILITATOR)
    return {
        role.cohort_id: role.person.name for role in roles.select_related("person").order_by("-pk")
    }.items()


def first_due(rows):
    return rows.select_related("meeting__cohort", "meeting__of").order_by("due_on", "pk")[:MOST]


def logistics_task(item, names):
    where = {"cohort": names[item.meeting.cohort_id], "n": item.meeting.number}
    return DueTask(
        item.text, _("%(cohort)s, for meeting %(n)s.") % where, item.due_on, item.get_absolute_url()
    )


def follow_up_task(item, names):
    where = {"cohort": names[item.meeting.cohort_id], "n": item.meeting.number}
    return DueTask(
        item.what,
        _("%(cohort)s, promised at meeting %(n)s.") % where,
        item.due_on,
        item.get_absolute_url(),
    )
