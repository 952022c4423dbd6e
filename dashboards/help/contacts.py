"""Whom somebody may call: those who facilitate each of their cohorts, and those who lead it, with
the addresses that these people are known by to members, applicants and directors.
"""

from dataclasses import dataclass

from django.db.models import Q

from cohorts.models import Cohort, CohortMembership, StaffRole
from people.models import Network, Region
from recruitment.models import Application

from ..today.directors import endorsements_of, supervised_members

#: What somebody is, in the order in which the page asks and answers.
MEMBER, GREETER, DIRECTOR, APPLICANT, STAFF = (
    "member",
    "greeter",
    "director",
    "applicant",
    "staff",
)
#: So many cohorts, and people of each, are on the page.
MOST_COHORTS = 12
MOST_PEOPLE = 4

Kind = StaffRole.Kind
#: {what somebody is: [kinds of roles of the people to call, the first that somebody holds]}
CALLED = {
    MEMBER: [StaffRole.FACILITATES, [Kind.LEAD], [Kind.STATE_STAFF]],
    GREETER: [StaffRole.FACILITATES, [Kind.LEAD], [Kind.STATE_STAFF]],
    DIRECTOR: [[Kind.LEAD], [Kind.STATE_STAFF], StaffRole.FACILITATES],
    APPLICANT: [[Kind.LEAD], [Kind.STATE_STAFF], StaffRole.FACILITATES],
    STAFF: [[Kind.LEAD], [Kind.STATE_STAFF]],
}


@dataclass(frozen=True)
class HelpContact:
    """Whom to call about cohorts, regions or networks. what: MEMBER to STAFF. roles: StaffRoles
    with their persons.
    """

    places: list[Cohort | Region | Network]
    what: str
    roles: list


def help_contacts(person):
    """[HelpContact] of somebody who is signed in, in at most ten queries; places with the same
    people to call are one.
    """
    wanted = [*cohorts_of(person), *areas_of_staff(person)]
    roles = roles_around([place for place, _what in wanted])
    found = {}
    for place, what in wanted:
        own = called(place, what, roles, person)
        same = (what, *((role.person_id, role.kind) for role in own))
        found.setdefault(same, HelpContact([], what, own)).places.append(place)
    return [contact for contact in found.values() if contact.roles]


def what_somebody_is(contacts):
    """MEMBER to STAFF, each once, in their order."""
    found = {contact.what for contact in contacts}
    return [what for what in CALLED if what in found]


def cohorts_of(person):
    """[(cohort, what this person is in it)], each cohort once; the first of CALLED counts."""
    memberships = related(CohortMembership.objects.filter(person=person).order_by("-joined_on"))
    greeted = related(person.staff_roles.current().filter(kind=Kind.GREETER))
    applications = Application.objects.active().filter(person=person)
    pairs = [(row.cohort, MEMBER) for row in memberships[:MOST_COHORTS]]
    pairs += [(role.cohort, GREETER) for role in greeted[:MOST_COHORTS]]
    pairs += [(cohort, DIRECTOR) for cohort in cohorts_of_director(person)]
    pairs += [
        (application.cohort, APPLICANT)
        for application in related(applications, "cohort_part__cohort")[:MOST_COHORTS]
    ]
    once = {}
    for cohort, what in pairs:
        once.setdefault(cohort.pk, (cohort, what))
    return list(once.values())[:MOST_COHORTS]


def cohorts_of_director(person):
    asked = [endorsement.application for endorsement in endorsements_of(person)]
    without = [application.pk for application in asked]
    return [
        *(application.cohort for application in asked),
        *(membership.cohort for membership in supervised_members(person, without=without)),
    ]


def related(rows, cohort="cohort"):
    return rows.select_related(f"{cohort}__region", f"{cohort}__network")


def areas_of_staff(person):
    """[(cohort, region or network, STAFF)] of this person's staff roles, other than greeter."""
    roles = person.staff_roles.current().exclude(kind=Kind.GREETER)
    related_to = ["cohort__region", "cohort__network", "region__network", "network"]
    places = {}
    for role in roles.select_related(*related_to).order_by("pk"):
        place = role.cohort or role.region or role.network
        places[type(place), place.pk] = place
    return [(place, STAFF) for place in list(places.values())[:MOST_COHORTS]]


def roles_around(places):
    """The present StaffRoles of these cohorts, regions and networks and of what they lie in."""
    around = Q(pk__in=[])
    for place in places:
        around |= scope_of(place)
    roles = StaffRole.objects.current().filter(around).select_related("person")
    return list(roles.order_by("-kind", "person__sort_name", "pk"))


def scope_of(place):
    if isinstance(place, Network):
        return Q(network=place.pk)
    if isinstance(place, Region):
        return Q(region=place.pk) | Q(network=place.network_id)
    scope = Q(cohort=place.pk) | Q(network=place.network_id)
    return scope | Q(region=place.region_id) if place.region_id else scope


def called(place, what, roles, person):
    """The first group of CALLED that somebody other than this person holds around the place; for
    staff all groups.
    """
    here = [role for role in roles if is_around(role, place) and role.person_id != person.pk]
    groups = [[role for role in here if role.kind in kinds] for kinds in CALLED[what]]
    found = [group[:MOST_PEOPLE] for group in groups if group]
    return sum(found, []) if what == STAFF else next(iter(found), [])


def is_around(role, place):
    if isinstance(place, Network):
        return role.network_id == place.pk
    if isinstance(place, Region):
        return place.pk == role.region_id or role.network_id == place.network_id
    in_region = place.region_id is not None and role.region_id == place.region_id
    return place.pk == role.cohort_id or in_region or role.network_id == place.network_id
