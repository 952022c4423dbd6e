"""What a person is to a cohort at this moment: read fresh on every request, so a change counts at once."""

from dataclasses import dataclass

from django.db.models import Exists, Q

from people.models import Network, Person, Supervision

from .models import CohortMembership, SignedFor, StaffRole

#: Words for audiences, used by every page's first line.
FACILITATOR, GREETER, LEAD, STATE, EVALUATOR = "facilitator", "greeter", "lead", "state staff", "evaluator"
PARTICIPANT, GRADUATE, WITHDRAWN = "participant", "graduate", "withdrawn"

RUNS_IT = {FACILITATOR, LEAD}
STAFF = {FACILITATOR, LEAD, STATE}
IN_THE_ROOM = {PARTICIPANT, GRADUATE}

_OF_KIND = {
    StaffRole.Kind.FACILITATOR: FACILITATOR,
    StaffRole.Kind.CO_FACILITATOR: FACILITATOR,
    StaffRole.Kind.GREETER: GREETER,
    StaffRole.Kind.LEAD: LEAD,
    StaffRole.Kind.STATE_STAFF: STATE,
    StaffRole.Kind.EVALUATOR: EVALUATOR,
}


@dataclass(frozen=True)
class CohortAccess:
    """The audiences somebody belongs to in one cohort, their own place in it, and whether the wall stands."""

    audiences: frozenset
    membership: CohortMembership | None
    is_supervisor: bool

    def is_one_of(self, *audiences):
        return bool(self.audiences & set(audiences))


def access_of(person, cohort):
    """Three queries: roles that reach this cohort, an own place in it, and the wall."""
    roles = StaffRole.objects.current().filter(
        Q(cohort=cohort) | Q(region=cohort.region_id, region__isnull=False) | Q(network=cohort.network_id), person=person
    )
    audiences = {_OF_KIND[kind] for kind in roles.values_list("kind", flat=True) if kind in _OF_KIND}
    if cohort.region_id is None and STATE in audiences:
        audiences.add(LEAD)  # nobody leads a region here: whoever works for the network does what a lead would
    membership = CohortMembership.objects.filter(cohort=cohort, person=person).select_related("part", "person").first()
    if membership:
        audiences.add(_place(membership))
    return CohortAccess(frozenset(audiences), membership, is_supervisor_of_member(person, cohort))


def _place(membership):
    if not membership.is_current:
        return WITHDRAWN
    return GRADUATE if membership.is_graduate else PARTICIPANT


def is_supervisor_of_member(person, cohort):
    """The director wall (decision 20): supervises a member now, or signed for one, by any address.

    It stands between two people, so it overrides every role: no words of this cohort.
    """
    supervises = Supervision.objects.current().filter(
        supervisor=person, person__memberships__cohort=cohort, person__memberships__left_on=None
    )
    signed = SignedFor.objects.filter(cohort=cohort).by_person(person)
    return Person.objects.filter(pk=person.pk).filter(Exists(supervises) | Exists(signed)).exists()


def cohorts_supervised_by(person, cohorts):
    """Those of these cohorts between which and this person the wall stands: to be asked inside another query."""
    supervised = Supervision.objects.current().filter(supervisor=person).values("person")
    signed = SignedFor.objects.by_person(person)
    members = CohortMembership.objects.current().filter(person__in=supervised)
    return cohorts.filter(Q(pk__in=members.values("cohort")) | Q(pk__in=signed.values("cohort")))


def works_here(person):
    """Does this person run, lead, read or evaluate for somebody now? Greeters do not count."""
    return person.staff_roles.current().exclude(kind=StaffRole.Kind.GREETER).exists()


def state_roles(person):
    return StaffRole.objects.current().filter(person=person, kind=StaffRole.Kind.STATE_STAFF)


def works_for(person, network):
    """Is this person state staff of the network now?"""
    return person.is_authenticated and state_roles(person).filter(network=network).exists()


def networks_of(person):
    """The networks somebody works for or is a member in, today or once."""
    roles, places = person.staff_roles.all(), person.memberships.all()
    of_cohorts = Network.objects.filter(Q(cohorts__in=roles.values("cohort")) | Q(cohorts__in=places.values("cohort")))
    return Network.objects.filter(
        Q(pk__in=roles.values("network")) | Q(regions__in=roles.values("region")) | Q(pk__in=of_cohorts.values("pk"))
    )
