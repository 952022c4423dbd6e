"""A director's people: who applied or is a member with this person's signature, and when they
meet.
"""

from dataclasses import dataclass, field

from cohorts.models import Cohort, CohortMembership, StaffRole
from meetings.models import Meeting
from people.models import Supervision
from recruitment.models import Application, SupervisorEndorsement

#: A director's page names so many people at most.
MOST = 200


@dataclass(frozen=True)
class OwnPerson:
    """One person of a director in one cohort. state: of the application; "member" without one."""

    name: str
    site: str
    state: str


@dataclass
class CohortOfDirector:
    cohort: Cohort
    people: list = field(default_factory=list)
    #: Meetings ahead, in order.
    meetings: list = field(default_factory=list)
    to_call: list = field(default_factory=list)

    @property
    def later(self):
        """Meetings after the next one."""
        return self.meetings[1:]


@dataclass
class PeopleOfDirector:
    """waiting: applications that wait for this director's signature; cohorts: CohortOfDirector."""

    waiting: list
    cohorts: list

    @property
    def waiting_names(self):
        """The first six names that wait for a signature, in one line."""
        names = [application.name for application in self.waiting]
        return ", ".join(names[:6]) + (" …" if len(names) > 6 else "")


def people_of_director(person):
    """The PeopleOfDirector of somebody who signed, is asked to sign or supervises a member; None
    if they do none of it. Six queries.
    """
    endorsements = list(endorsements_of(person))
    applications = {endorsement.application_id for endorsement in endorsements}
    supervised = supervised_members(person, without=applications)
    if not endorsements and not supervised:
        return None
    groups = {}
    for endorsement in endorsements:
        if endorsement.given_at:
            application = endorsement.application
            add(groups, application.cohort, own_applicant(application))
    for membership in supervised:
        add(groups, membership.cohort, own_member(membership))
    add_meetings(groups)
    waiting = [e.application for e in endorsements if e.state == "waiting"]
    return PeopleOfDirector(waiting, list(groups.values()))


def endorsements_of(person):
    endorsements = SupervisorEndorsement.objects.active().filter(
        supervisor_key__in=person.address_keys, application__withdrawn_at=None
    )
    related = [
        "application__cohort_part__part",
        "application__cohort_part__cohort__region",
        "application__membership",
    ]
    return endorsements.select_related(*related).order_by("application__sort_name")[:MOST]


def supervised_members(person, *, without):
    """Current members whom this person supervises now and did not sign for by an application."""
    people = Supervision.objects.current().filter(supervisor=person).values("person")
    members = CohortMembership.objects.current().filter(person__in=people)
    members = members.exclude(application__in=without).exclude(cohort__status="completed")
    related = members.select_related("person", "cohort__region").prefetch_related(
        "person__placements__site"
    )
    return list(related.in_name_order()[:MOST])


def own_applicant(application):
    state = application.state
    if state == Application.Decision.SEATED and not application.membership.is_current:
        state = "left"
    return OwnPerson(application.name, application.site_name, state)


def own_member(membership):
    placement = next(iter(membership.person.placements.all()), None)
    return OwnPerson(membership.person.name, str(placement.site) if placement else "", "seated")


def add(groups, cohort, person):
    if cohort.pk not in groups:
        groups[cohort.pk] = CohortOfDirector(cohort)
    groups[cohort.pk].people.append(person)


def add_meetings(groups):
    for meeting in Meeting.objects.filter(cohort__in=groups, mandatory=True).upcoming():
        meeting.cohort = groups[meeting.cohort_id].cohort
        groups[meeting.cohort_id].meetings.append(meeting)
    roles = StaffRole.objects.current().filter(cohort__in=groups, kind=StaffRole.Kind.FACILITATOR)
    for role in roles.select_related("person").order_by("pk"):
        groups[role.cohort_id].to_call.append(role.person)
