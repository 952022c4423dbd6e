"""A director's people: who applied or is a member with this person's signature, and when they
meet.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q

from cohorts.access import members_supervised_by
from cohorts.models import Cohort
from cohorts.pages.people_to_call import people_of_recruitment_by_cohort
from meetings.models import Attendance, Meeting
from recruitment.models import Application, SupervisorEndorsement

from .cohort_facts import sessions_ahead

#: A director's page names so many people at most.
MOST = 200


@dataclass
class OwnPerson:
    """One person of a director in one cohort. state: of the application, or "declined" by this
    director; "seated" without one. membership: its key.
    """

    name: str
    site: str
    state: str
    membership: int | None = None
    #: Meetings this person came to, and those whose attendance is closed; 0 of 0 before the first.
    came: int = 0
    held: int = 0


@dataclass
class CohortOfDirector:
    cohort: Cohort
    people: list = field(default_factory=list)
    #: Meetings ahead, in order.
    meetings: list = field(default_factory=list)
    #: DirectorSessions ahead, in order; those without a day come last.
    sessions: list = field(default_factory=list)
    to_call: list = field(default_factory=list)
    #: A signature was asked for here, so there is a calendar of its dates.
    asked_here: bool = False

    @property
    def later(self):
        """Meetings after the next one."""
        return self.meetings[1:]


@dataclass
class PeopleOfDirector:
    """waiting: applications that wait for this director's signature; cohorts: CohortOfDirector."""

    waiting: list
    cohorts: list
    #: Somebody asked for a signature, so the page of sign-offs has something to show.
    has_answered: bool = False

    @property
    def waiting_names(self):
        """The first six names that wait for a signature, in one line."""
        names = [application.name for application in self.waiting]
        return ", ".join(names[:6]) + (" …" if len(names) > 6 else "")


def people_of_director(person):
    """The PeopleOfDirector of somebody who signed, is asked to sign or supervises a member; None
    if they do none of it. Nine queries.
    """
    endorsements = list(endorsements_of(person))
    applications = {endorsement.application_id for endorsement in endorsements}
    supervised = supervised_members(person, without=applications)
    if not endorsements and not supervised:
        return None
    groups = groups_of(endorsements, supervised)
    add_meetings(groups)
    add_attendance([person for group in groups.values() for person in group.people])
    waiting = [e.application for e in endorsements if e.state == "waiting"]
    return PeopleOfDirector(waiting, list(groups.values()), has_answered=bool(endorsements))


def endorsements_of(person):
    endorsements = SupervisorEndorsement.objects.active().filter(
        supervisor_key__in=person.address_keys, application__withdrawn_at=None
    )
    related = ["cohort_part__part", "cohort_part__cohort__region", "membership"]
    applications = Application.objects.with_told_decision().select_related(*related)
    with_application = endorsements.prefetch_related(Prefetch("application", applications))
    return with_application.order_by("application__sort_name")[:MOST]


def supervised_members(person, *, without):
    """Current members whom this person supervises now and did not sign for by an application."""
    members = (
        members_supervised_by(person)
        .exclude(application__in=without)
        .exclude(cohort__status="completed")
    )
    members = members.exclude(application__in=Application.objects.untold().values("pk"))
    related = members.select_related("person", "cohort__region").prefetch_related(
        "person__placements__site"
    )
    return list(related.in_name_order()[:MOST])


def groups_of(endorsements, members):
    """{cohort key: CohortOfDirector} of those whose signature was given or refused, and of these
    members.
    """
    groups = {}
    for endorsement in endorsements:
        application = endorsement.application
        if endorsement.state != "waiting" and application.renews_id is None:
            add(groups, application.cohort, own_applicant(application, endorsement))
            groups[application.cohort.pk].asked_here = True
    for membership in members:
        add(groups, membership.cohort, own_member(membership))
    return groups


def own_applicant(application, endorsement):
    state = "declined" if endorsement.declined_at else application.told_state
    if state == Application.Decision.SEATED and not application.membership.is_current:
        state = "left"
    return OwnPerson(application.name, application.site_name, state, application.membership_id)


def own_member(membership):
    placement = next(iter(membership.person.placements.all()), None)
    site = str(placement.site) if placement else ""
    return OwnPerson(membership.person.name, site, "seated", membership.pk)


def add_attendance(people):
    """Set `came` and `held` of these OwnPersons: of meetings whose attendance is closed."""
    members = {person.membership: person for person in people if person.membership}
    rows = Attendance.objects.filter(
        membership__in=members, meeting__attendance_closed_at__isnull=False
    )
    here = Count("pk", filter=Q(status__in=Attendance.ATTENDED))
    counted = rows.order_by().values("membership").annotate(came=here, held=Count("pk"))
    for row in counted:
        person = members[row["membership"]]
        person.came, person.held = row["came"], row["held"]


def add(groups, cohort, person):
    if cohort.pk not in groups:
        groups[cohort.pk] = CohortOfDirector(cohort)
    groups[cohort.pk].people.append(person)


def add_meetings(groups):
    for meeting in Meeting.objects.filter(cohort__in=groups, mandatory=True).upcoming():
        meeting.cohort = groups[meeting.cohort_id].cohort
        groups[meeting.cohort_id].meetings.append(meeting)
    for session in sessions_ahead(groups):
        groups[session.cohort_id].sessions.append(session)
    to_call = people_of_recruitment_by_cohort([group.cohort for group in groups.values()])
    for group in groups.values():
        group.to_call = to_call[group.cohort.pk]
