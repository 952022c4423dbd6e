"""What a person may do in a cohort by role.

It is read on every request, so a change counts from the next one on.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import SimpleLazyObject

from people.models import Network, Person, Supervision
from people.models.dated import today_in

from .models import Cohort, CohortMembership, SignedFor, StaffAct, StaffRole

#: Audiences: what the decorators of the views name.
FACILITATOR, GREETER, LEAD, STATE, EVALUATOR = (
    "facilitator",
    "greeter",
    "lead",
    "state staff",
    "evaluator",
)
PARTICIPANT, GRADUATE, WITHDRAWN = "participant", "graduate", "withdrawn"

RUNS_IT = {FACILITATOR, LEAD}
STAFF = {FACILITATOR, LEAD, STATE}
CURRENT_MEMBERS = {PARTICIPANT, GRADUATE}

#: {kind of a StaffAct: who may do it}; the same may take it back.
MAY_ACT = {
    **dict.fromkeys(StaffAct.Kind, (LEAD, STATE)),
    StaffAct.Kind.MEETING_MOVE: RUNS_IT,
    StaffAct.Kind.MEETING_CALL_OFF: STAFF,
    StaffAct.Kind.MEETING_CALL_ON: STAFF,
    StaffAct.Kind.MEETING_ADD: STAFF,
    StaffAct.Kind.MEETING_REMINDER: RUNS_IT,
    StaffAct.Kind.EVALUATION_INVITATION: RUNS_IT,
    StaffAct.Kind.INTEREST_NOTICE: {STATE},
    StaffAct.Kind.LETTER_RESEND: STAFF,
}

AUDIENCE_OF_KIND = {
    StaffRole.Kind.FACILITATOR: FACILITATOR,
    StaffRole.Kind.CO_FACILITATOR: FACILITATOR,
    StaffRole.Kind.GREETER: GREETER,
    StaffRole.Kind.LEAD: LEAD,
    StaffRole.Kind.STATE_STAFF: STATE,
    StaffRole.Kind.EVALUATOR: EVALUATOR,
}


@dataclass(frozen=True)
class CohortAccess:
    """One person in one cohort.

    audiences: those they belong to; empty if they have no business there. membership: their own, or
    None, also until they have been told of it. is_supervisor: whether they supervise or signed for
    somebody in it, by `is_supervisor_of_member`, which is asked when it is read first.
    """

    audiences: frozenset
    membership: CohortMembership | None
    is_supervisor: bool

    def is_one_of(self, *audiences):
        return bool(self.audiences & set(audiences))


def access_of(person, cohort):
    """The CohortAccess of this person, in two queries, and two more where a page needs them."""
    roles = StaffRole.objects.current_in(cohort).filter(person=person)
    membership = own_membership(person, cohort)
    audiences = audiences_in(cohort, roles, membership)
    is_supervisor = SimpleLazyObject(lambda: is_supervisor_of_member(person, cohort))
    return CohortAccess(audiences, membership, is_supervisor)


def own_membership(person, cohort):
    """The membership of which this person has been told, or None."""
    memberships = CohortMembership.objects.filter(cohort=cohort, person=person)
    found = memberships.select_related("part", "person").first()
    return found if found and memberships.told().exists() else None


def accesses_of(person, cohorts):
    """{cohort key: CohortAccess} of this person, in three queries however many cohorts there are.

    The same answers as `access_of`; `cohorts` is a list.
    """
    roles = list(StaffRole.objects.current().filter(person=person))
    told = CohortMembership.objects.told().filter(person=person, cohort__in=cohorts)
    memberships = told.select_related("part", "person")
    own = {membership.cohort_id: membership for membership in memberships}
    keys = Cohort.objects.filter(pk__in=[cohort.pk for cohort in cohorts])
    supervised = set(cohorts_supervised_by(person, keys).values_list("pk", flat=True))
    return {
        cohort.pk: CohortAccess(
            audiences_in(cohort, roles, own.get(cohort.pk)),
            own.get(cohort.pk),
            cohort.pk in supervised,
        )
        for cohort in cohorts
    }


def audiences_in(cohort, roles, membership):
    """The audiences in a cohort that these StaffRoles of one person and a membership give."""
    audiences = {
        AUDIENCE_OF_KIND[role.kind]
        for role in roles
        if role.kind in AUDIENCE_OF_KIND and role.covers(cohort)
    }
    if cohort.region_id is None and STATE in audiences:
        audiences.add(LEAD)  # without a region there is no lead: state staff do what a lead would
    if membership:
        audiences.add(audience_of(membership))
    return frozenset(audiences)


def audience_of(membership):
    if not membership.is_current:
        return WITHDRAWN
    return GRADUATE if membership.is_graduate else PARTICIPANT


def is_supervisor_of_member(person, cohort):
    """Whether this person supervises a current member of the cohort,
    or signed for an applicant of it.

    Such a person may not read what is said in its meetings, whatever their roles
    (docs/decisions/0020-supervisors-do-not-read.md). Signing counts by any of
    their addresses, and for good; supervising by the day where the cohort is.
    """
    supervises = Supervision.objects.current(cohort.today).filter(
        supervisor=person, person__memberships__cohort=cohort, person__memberships__left_on=None
    )
    signed = SignedFor.objects.filter(cohort=cohort).by_person(person)
    return Person.objects.filter(pk=person.pk).filter(Exists(supervises) | Exists(signed)).exists()


def cohorts_supervised_by(person, cohorts):
    """Those of the cohorts for which `is_supervisor_of_member` is true:
    a queryset, to be used in another query.
    """
    signed = SignedFor.objects.by_person(person)
    members = members_supervised_by(person)
    return cohorts.filter(Q(pk__in=members.values("cohort")) | Q(pk__in=signed.values("cohort")))


def members_supervised_by(person):
    """Memberships of current members whom this person supervises today, by the day where each
    cohort is.
    """
    today = today_in(OuterRef("cohort__time_zone"))
    lines = Supervision.objects.current(today).filter(supervisor=person, person=OuterRef("person"))
    return CohortMembership.objects.current().filter(Exists(lines))


def works_here(person):
    """Whether this person has a staff role now other than greeter."""
    roles = StaffRole.objects.current().exclude(kind=StaffRole.Kind.GREETER)
    return person.is_authenticated and roles.filter(person=person).exists()


def state_roles(person):
    return StaffRole.objects.current().filter(person=person, kind=StaffRole.Kind.STATE_STAFF)


def state_networks(person):
    """The networks for which this person works as state staff now, as a list."""
    return list(Network.objects.filter(pk__in=state_roles(person).values("network")).order_by("pk"))


def lead_networks(person):
    """The networks in which this person leads a region now, as a list."""
    roles = StaffRole.objects.current().filter(person=person, kind=StaffRole.Kind.LEAD)
    return list(
        Network.objects.filter(regions__in=roles.values("region")).distinct().order_by("pk")
    )


def works_for(person, network):
    """Whether this person is state staff of the network now."""
    return person.is_authenticated and state_roles(person).filter(network=network).exists()


def networks_of(person):
    """The networks in which this person has, or had, a staff role or a membership."""
    roles, memberships = person.staff_roles.all(), person.memberships.all()
    in_cohorts = Q(cohorts__in=roles.values("cohort")) | Q(cohorts__in=memberships.values("cohort"))
    of_cohorts = Network.objects.filter(in_cohorts).values("pk")
    return Network.objects.filter(
        Q(pk__in=roles.values("network"))
        | Q(regions__in=roles.values("region"))
        | Q(pk__in=of_cohorts)
    )
