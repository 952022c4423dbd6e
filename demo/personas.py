"""One invented person for each role, to sign in as.

They are looked up in the database, so each fits today's data.
"""

from dataclasses import dataclass

from django.db.models import Case, When

from cohorts.models import Cohort, CohortMembership, StaffRole
from people.models import Network, Person
from recruitment.models import Application, SupervisorEndorsement


@dataclass(frozen=True)
class Persona:
    role: str
    person: Person
    cohort: str
    try_this: str

    @property
    def label(self):
        role, _of, _network = self.role.partition(":")
        if role in LABELS:
            return LABELS[role]
        if role == "state_staff":
            return self.person.staff_roles.current().get(kind="state_staff").title
        return role.replace("_", " ").capitalize()

    @property
    def cohort_name(self):
        return Cohort.objects.get(slug=self.cohort).name if self.cohort else ""


#: What a role is called where its name in the code is another word.
LABELS = {"supervisor": "Program director"}
TRY = {
    "state_staff": "Read the results of all regions and the impact report.",
    "regional_lead": "Give seats in the recruiting cohort and chase sign-offs.",
    "facilitator": "Prepare the next meeting: agenda, replies, print pack.",
    "greeter": "Check people in at the door.",
    "participant": "Say whether you come, evaluate, print your workbook.",
    "withdrawn": "See what stays after leaving a cohort.",
    "graduate": "Come back after graduation.",
    "applicant": "See where your application stands.",
    "supervisor": "Sign for your applicants.",
    "outsider": "See that other people's cohorts are closed to you.",
}


def personas():
    """The Personas of the first network in the order of TRY;
    a role without a person is left out.
    """
    found = {name: find() for name, find in FINDERS.items()}
    return [Persona(name, *found[name], TRY[name]) for name in TRY if found[name]]


#: The roles that look different in the other communities.
ELSEWHERE = {
    "state_staff": "Recruit and read the results of a network without regions.",
    "facilitator": "Prepare the next meeting, share out duties, keep the small budget.",
    "participant": "See when and where the group meets, and say whether you come.",
    "graduate": "Come back after the season.",
    "applicant": "See where your application stands.",
}


def personas_of_communities():
    """{Network: [Persona]} of the other communities, with roles such as "participant:<slug
    of the network>".
    """
    networks = list(Network.objects.order_by("pk"))[1:]
    return {network: found for network in networks if (found := list(personas_in(network)))}


def personas_in(network):
    cohorts = Cohort.objects.filter(network=network)
    for role, try_this in ELSEWHERE.items():
        if found := FIND_IN[role](cohorts, network):
            yield Persona(f"{role}:{network.slug}", *found, try_this)


def coordinator_of(cohorts, network):
    role = (
        StaffRole.objects.current()
        .filter(kind="state_staff", network=network)
        .select_related("person")
        .first()
    )
    return role and (role.person, "")


def facilitator_of(cohorts, network):
    roles = (
        StaffRole.objects.current()
        .filter(kind="facilitator", cohort__in=cohorts)
        .select_related("person", "cohort")
    )
    role = roles.order_by(running_first(), "pk").first()
    return role and (role.person, role.cohort.slug)


def applicant_to(cohorts, network):
    found = Application.objects.undecided().filter(
        cohort_part__cohort__in=cohorts,
        person__is_demo=True,
        cohort_part__cohort__status="recruiting",
    )
    application = found.select_related("person", "cohort_part__cohort").order_by("-pk").first()
    return application and (application.person, application.cohort.slug)


FIND_IN = {
    "state_staff": coordinator_of,
    "facilitator": facilitator_of,
    "participant": lambda cohorts, network: member(
        cohort__in=cohorts, left_on=None, graduated_on=None
    ),
    "graduate": lambda cohorts, network: member(cohort__in=cohorts, graduated_on__isnull=False),
    "applicant": applicant_to,
}


def running_first(path="cohort__status"):
    """An ordering by status: cohorts with meetings ahead, then recruiting ones,
    then completed ones.
    """
    return Case(When(**{path: "meeting"}, then=0), When(**{path: "recruiting"}, then=1), default=2)


def holder_of(kind):
    roles = (
        StaffRole.objects.current()
        .filter(kind=kind, person__is_demo=True)
        .select_related("person", "cohort")
    )
    role = roles.order_by(running_first(), "pk").first()
    return role and (role.person, role.cohort.slug if role.cohort else "")


def lead():
    """A lead, of a region with a recruiting cohort if there is one."""
    roles = (
        StaffRole.objects.current()
        .filter(kind="lead", person__is_demo=True)
        .select_related("person")
    )
    role = roles.filter(region__cohorts__status="recruiting").first() or roles.first()
    cohort = role and role.region.cohorts.order_by("-opened_at").first()
    return role and (role.person, cohort.slug if cohort else "")


def member(**state):
    found = CohortMembership.objects.filter(person__is_demo=True, person__staff_roles=None, **state)
    membership = (
        found.select_related("person", "cohort").order_by(running_first(), "cohort", "pk").first()
    )
    return membership and (membership.person, membership.cohort.slug)


def applicant():
    waiting = Application.objects.undecided().filter(
        cohort_part__cohort__status="recruiting", person__is_demo=True
    )
    application = waiting.select_related("person", "cohort_part__cohort").order_by("pk").first()
    return application and (application.person, application.cohort.slug)


def supervisor():
    """A director who is asked to sign for an applicant."""
    waiting = SupervisorEndorsement.objects.waiting().filter(
        application__cohort_part__cohort__status="recruiting"
    )
    for endorsement in waiting.select_related("application__cohort_part__cohort").order_by("pk")[
        :20
    ]:
        person = Person.objects.filter(is_demo=True, email_key=endorsement.supervisor_key).first()
        if person:
            return person, endorsement.application.cohort.slug
    return None


def outsider():
    people = Person.objects.filter(
        is_demo=True,
        staff_roles=None,
        memberships=None,
        applications=None,
        supervises=None,
        endorsements=None,
    )
    person = people.order_by("pk").first()
    return person and (person, "")


FINDERS = {
    "state_staff": lambda: holder_of("state_staff"),
    "regional_lead": lead,
    "facilitator": lambda: holder_of("facilitator"),
    "greeter": lambda: holder_of("greeter"),
    "participant": lambda: member(left_on=None, graduated_on=None),
    "withdrawn": lambda: member(left_on__isnull=False),
    "graduate": lambda: member(graduated_on__isnull=False),
    "applicant": applicant,
    "supervisor": supervisor,
    "outsider": outsider,
}
