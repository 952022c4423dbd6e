"""What the page Today shows to one person: one part for each thing they are."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from cohorts.access import (
    CURRENT_MEMBERS,
    EVALUATOR,
    FACILITATOR,
    GREETER,
    RUNS_IT,
    STAFF,
    state_networks,
)
from cohorts.models import Cohort, StaffRole
from guidebooks.models import Proposal
from lib.paging import paginate_list
from recruitment.draft_owner import begun_by

from ..pages.after_meeting import is_finished, steps_after, still_to_do
from ..pages.member_pages import member_meeting, own_record
from ..pages.next_meeting import check_in_meeting
from .applicants import own_applications
from .directors import people_of_director
from .due import due_tasks
from .evaluations import new_releases, open_evaluations
from .next_action import next_entry, next_lacks, staff_action
from .recruitment import with_recruitment
from .since import events_since_yesterday
from .strips import cohorts_today, upcoming_first

#: So many cohorts are on one page.
COHORTS_A_PAGE = 20
#: Whoever sees more cohorts finds the older ones under Cohorts.
MOST_COHORTS = 300
MOST_PAST = 3
MOST_PROPOSALS = 8
#: So many things that the next meeting lacks are named.
MOST_LACKS = 5


@dataclass
class Today:
    """work: the reader's staff part, a dict; the others are lists, empty where there is nothing.

    member: [dict of member_meeting] for each running cohort of a member. past: dicts of
    own_record. greeter: [(cohort, meeting)] of a greeter. director: PeopleOfDirector or None.
    begun: the CohortPart that an application was begun for and not sent, or None.
    """

    work: dict = field(default_factory=dict)
    member: list = field(default_factory=list)
    past: list = field(default_factory=list)
    greeter: list = field(default_factory=list)
    director: object = None
    applications: list = field(default_factory=list)
    begun: object = None

    @property
    def day(self):
        return timezone.localdate()

    @property
    def is_empty(self):
        return not any(
            [
                self.work,
                self.member,
                self.past,
                self.greeter,
                self.director,
                self.applications,
                self.begun,
            ]
        )

    @property
    def has_first_act(self):
        """Whether something before one's own applications has the one filled button."""
        waits = self.director and self.director.waiting
        return any([self.work, self.member, self.greeter, waits])


def today_of(person, parameters):
    """The Today of a person who is signed in. parameters: of the request, for paging."""
    cohorts = list(visible_cohorts(person))
    running = upcoming_first([c for c in cohorts if not c.is_completed])
    page = paginate_list(running, parameters, key=lambda cohort: cohort.pk, size=COHORTS_A_PAGE)
    entries = cohorts_today(person, list(page))
    staff = [e for e in entries if e.access.is_one_of(*STAFF, EVALUATOR)]
    return Today(
        work=staff_part(staff, person, page) if works_as_staff(person) else {},
        member=member_part(entries),
        past=past_memberships(person),
        greeter=greeter_part(entries),
        director=people_of_director(person),
        applications=own_applications(person),
        begun=begun_by(person),
    )


def visible_cohorts(person):
    cohorts = Cohort.objects.visible_to(person).select_related("region", "guidebook", "network")
    return cohorts.newest_first()[:MOST_COHORTS]


def works_as_staff(person):
    """Whether this person has a staff role now, other than at the door."""
    roles = person.staff_roles.current().exclude(kind=StaffRole.Kind.GREETER)
    return roles.exists()


def staff_part(entries, person, page):
    entries = with_recruitment(entries)
    run = [entry for entry in entries if entry.access.is_one_of(*RUNS_IT)]
    facilitated = [entry for entry in entries if entry.access.is_one_of(FACILITATOR)]
    tasks, number = due_tasks(run)
    lacks = next_lacks(facilitated)
    action = staff_action(entries, tasks, lacks)
    others = [task for task in tasks if action is None or not action.is_of(task)]
    return {
        "entries": next_first(entries, next_entry(facilitated)),
        "page": page,
        "action": action,
        "next": next_entry(facilitated),
        "lacks": lacks[:MOST_LACKS],
        "lacks_more": len(lacks[MOST_LACKS:]),
        "after": after_last_meetings(run),
        "tasks": others,
        "tasks_in_all": number - len(tasks) + len(others),
        "task_above": len(others) < len(tasks),
        "runs_any": bool(run),
        "events": events_since_yesterday(entries, person),
        "evaluations": open_evaluations([e.cohort for e in entries if e not in run]),
        "releases": new_releases([entry.cohort for entry in entries]),
        "proposals": proposals_for(person),
    }


def proposals_for(person):
    """The proposals of guidebooks that wait for this reader as state staff, the oldest first."""
    waiting = Proposal.objects.waiting().filter(guidebook__network__in=state_networks(person))
    return list(waiting.select_related("guidebook", "proposed_by").order_by("pk")[:MOST_PROPOSALS])


def next_first(entries, first):
    """The same entries, with the one of the next meeting that the reader runs before the others."""
    if first is None:
        return entries
    return [first, *[entry for entry in entries if entry is not first]]


def after_last_meetings(entries):
    """[(cohort, meeting, its AfterSteps to do)] of the last two meetings of each that have begun,
    where something is left: on the day of a meeting the one before it stays.
    """
    begun = [[m for m in entry.strip.meetings if m.has_begun][-2:] for entry in entries]
    last = [meeting for meetings in begun for meeting in meetings]
    steps = steps_after(last, {entry.cohort.pk: entry.access for entry in entries})
    unfinished = [meeting for meeting in last if not is_finished(steps[meeting.pk])]
    return [(meeting.cohort, meeting, still_to_do(steps[meeting.pk])) for meeting in unfinished]


def member_part(entries):
    """The next meeting of each running cohort in which the reader is a member and no staff."""
    found = []
    for entry in entries:
        is_member = entry.access.is_one_of(*CURRENT_MEMBERS) and entry.strip.next is not None
        if is_member and not entry.access.is_one_of(*STAFF):
            strip, membership = entry.strip, entry.access.membership
            context = member_meeting(strip.next, strip.meetings, membership=membership)
            strip.chosen = strip.next
            found.append(context | {"strip": entry.strip, "access": entry.access})
    return found


def past_memberships(person):
    """The newest memberships that ended: the person left, or the cohort is completed."""
    ended = Q(left_on__isnull=False) | Q(cohort__status=Cohort.Status.COMPLETED)
    rows = person.memberships.filter(ended).select_related("cohort", "person", "part")
    return [
        own_record(membership.cohort, membership=membership)
        for membership in rows.order_by("-joined_on", "-pk")[:MOST_PAST]
    ]


def greeter_part(entries):
    only_door = [e for e in entries if e.access.is_one_of(GREETER)]
    only_door = [e for e in only_door if not e.access.is_one_of(*STAFF)]
    meetings = [(e.cohort, check_in_meeting(e.strip.meetings)) for e in only_door]
    return [(cohort, meeting) for cohort, meeting in meetings if meeting]
