"""Opening a cohort like another one: its plan as it stands there now, and nothing of its people."""

from dataclasses import dataclass

from cohorts.access import cohorts_supervised_by
from cohorts.models import Cohort, StaffRole
from guidebooks.models import Guidebook
from lib.cloning import unsaved_copy, values_of
from meetings.models import AgendaSegment, BudgetLine, DirectorSession, LogisticsItem, Meeting

from ..shifted_dates import shift_sessions
from .copy_plan import copy_agreements
from .open_cohort import CohortPlan, copy_duties

#: What a meeting takes over. Its link, its phone and the note of its facilitators belong to those
#: who meet there.
OF_A_MEETING = [
    "kind",
    "audience",
    "part_id",
    "planned_id",
    "position",
    "is_half",
    "title",
    "purpose",
    "outcomes",
    "before_work",
    "between_task",
    "room",
    "starts",
    "minutes",
    "mandatory",
    "setting",
    "topic_open",
]
PLACE = ["place_name", "place_address"]
OF_A_LINE = ["what", "purpose", "source", "planned"]


@dataclass(frozen=True, kw_only=True)
class LikePlan(CohortPlan):
    """A cohort like `copied_from`.

    days: {key of a meeting there: its day}; a meeting that is not in it is left out. with_place:
    whether each meeting is where it was there. staff: roles of that cohort to be given here.
    """

    days: dict
    with_place: bool = False
    staff: tuple = ()

    def fill(self, cohort):
        meetings = copy_meetings(self, cohort)
        copy_agendas(meetings)
        copy_tasks(meetings)
        copy_budget_lines(self.copied_from, cohort, meetings)
        copy_sessions(self, cohort, meetings)
        copy_duties(cohort)
        copy_agreements(cohort)
        copy_staff(self.staff, cohort)


def copy_meetings(plan, cohort):
    """{key of a meeting there: the Meeting here}, each after the one that it follows: one statement
    for those that follow none, one for those that follow these, and so on.
    """
    there = list(plan.copied_from.meetings.filter(pk__in=plan.days).order_by("position"))
    ready, copies = [row for row in there if row.of_id is None], {}
    while ready:
        new = [copy_of_meeting(plan, meeting, cohort, copies) for meeting in ready]
        keys = [meeting.pk for meeting in ready]
        copies |= zip(keys, Meeting.objects.bulk_create(new), strict=True)
        ready = [row for row in there if row.of_id in keys]
    return copies


def copy_of_meeting(plan, meeting, cohort, copies):
    """The meeting, not saved. copies: those so far, by the key of the meeting there."""
    place = values_of(meeting, PLACE) if plan.with_place else {}
    return Meeting(
        cohort=cohort,
        on=plan.days[meeting.pk],
        of=copies.get(meeting.of_id),
        **values_of(meeting, OF_A_MEETING) | place,
    )


def copy_agendas(meetings):
    blocks = AgendaSegment.objects.filter(meeting__in=meetings)
    AgendaSegment.objects.bulk_create(
        unsaved_copy(block, meeting=meetings[block.meeting_id]) for block in blocks
    )


def copy_tasks(meetings):
    """Tasks to arrange, as long before the meeting as there; nothing of them is done."""
    tasks = LogisticsItem.objects.filter(meeting__in=meetings).select_related("meeting")
    LogisticsItem.objects.bulk_create(
        unsaved_copy(
            task,
            meeting=meetings[task.meeting_id],
            due_on=task.due_on and task.due_on + (meetings[task.meeting_id].on - task.meeting.on),
            done_at=None,
            done_by=None,
        )
        for task in tasks
    )


def copy_budget_lines(source, cohort, meetings):
    """What is planned, not what was spent; of a gift not who gave it."""
    BudgetLine.objects.bulk_create(
        BudgetLine(
            cohort=cohort,
            meeting=meetings.get(line.meeting_id),
            fund=line.fund if line.source == "budget" else "",
            **values_of(line, OF_A_LINE),
        )
        for line in source.budget_lines.order_by("pk")
        if line.meeting_id is None or line.meeting_id in meetings
    )


def copy_sessions(plan, cohort, meetings):
    sessions = shift_sessions(plan.copied_from, {key: row.on for key, row in meetings.items()})
    DirectorSession.objects.bulk_create(
        unsaved_copy(
            shifted.row,
            cohort=cohort,
            position=number,
            on=shifted.on,
            after_meeting=meetings.get(shifted.row.after_meeting_id),
        )
        for number, shifted in enumerate(sessions, 1)
    )


def staff_to_copy(source, *, by):
    """The roles that run there now and can be given here: none to whoever opens the cohort,
    because nobody gives a role to themselves.
    """
    roles = StaffRole.objects.current().filter(cohort=source, kind__in=StaffRole.OF_A_COHORT)
    return roles.exclude(person=by).select_related("person").order_by("kind", "person__sort_name")


def copy_staff(roles, cohort):
    """Give the same roles from today."""
    copies = [StaffRole(person=role.person, kind=role.kind, cohort=cohort) for role in roles]
    for copy in copies:
        copy.starts_on = copy.today
    StaffRole.objects.bulk_create(copies)


def cohorts_to_copy(*, by, regions, networks):
    """The cohorts whose plan this person may take over: of the networks in which they may open one,
    but none in which they supervise a member, and none of a guidebook that was withdrawn.
    """
    reached = {region.network_id for region in regions} | set(networks)
    cohorts = Cohort.objects.filter(
        network__in=reached, meetings__position=1, guidebook__in=Guidebook.objects.in_catalog()
    )
    return cohorts.exclude(pk__in=cohorts_supervised_by(by, cohorts).values("pk"))
