"""Whom somebody may call: those who facilitate each of their cohorts, and those who lead it, with
the addresses that these people are known by to members, applicants and directors.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cohorts.models import Cohort, CohortMembership, StaffRole
from cohorts.pages.people_to_call import (
    ABOUT_LEADING,
    ABOUT_MEETINGS,
    ABOUT_RECRUITMENT,
    first_group,
    held_groups,
    roles_around,
)
from meetings.models import Meeting
from people.models import Network, Region
from recruitment.models import Application

from ..today.directors import endorsements_of, supervised_members

#: What somebody is, in the order in which the page asks and answers.
MEMBER, GREETER, DIRECTOR, APPLICANT, FORMER, STAFF = (
    "member",
    "greeter",
    "director",
    "applicant",
    "former member",
    "staff",
)
#: So many cohorts are on the page.
MOST_COHORTS = 12
#: Staff find a completed cohort on the page for so many days after its last meeting: until the
#: answers to its last evaluation are counted.
DAYS_AFTER_LAST_MEETING = 60

#: {what somebody is: whom to call}
CALLED = {
    MEMBER: ABOUT_MEETINGS,
    GREETER: ABOUT_MEETINGS,
    DIRECTOR: ABOUT_RECRUITMENT,
    APPLICANT: ABOUT_RECRUITMENT,
    FORMER: ABOUT_MEETINGS,
    STAFF: ABOUT_LEADING,
}


@dataclass(frozen=True)
class HelpContact:
    """Whom to call about cohorts, regions or networks. what: MEMBER to STAFF. roles: StaffRoles
    with their persons.
    """

    places: list[Cohort | Region | Network]
    what: str
    roles: list

    @property
    def has_phone(self):
        return any(role.person.phone for role in self.roles)


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


def who_has_a_phone(contacts):
    """What somebody is, wherever one of those to call has a phone number."""
    return {contact.what for contact in contacts if contact.has_phone}


def applies_with_director(contacts):
    """Whether a director signs in one of the cohorts that the reader applied to."""
    applied = [contact.places for contact in contacts if contact.what == APPLICANT]
    return any(place.guidebook.asks_director for places in applied for place in places)


def what_somebody_is(contacts):
    """MEMBER to STAFF, each once, in their order."""
    found = {contact.what for contact in contacts}
    return [what for what in CALLED if what in found]


def cohorts_of(person):
    """[(cohort, what this person is in it)], each cohort once; the first of CALLED counts."""
    told = CohortMembership.objects.told().filter(person=person)
    memberships = related(told.order_by("-joined_on"))
    greeted = related(person.staff_roles.current().filter(kind=StaffRole.Kind.GREETER))
    applied = related(Application.objects.active().filter(person=person), "cohort_part__cohort")
    pairs = [(row.cohort, member_or_former(row)) for row in memberships[:MOST_COHORTS]]
    pairs += [(role.cohort, GREETER) for role in greeted[:MOST_COHORTS]]
    pairs += [(cohort, DIRECTOR) for cohort in cohorts_of_director(person)]
    pairs += [(application.cohort, APPLICANT) for application in applied[:MOST_COHORTS]]
    once = {}
    for cohort, what in pairs:
        once.setdefault(cohort.pk, (cohort, what))
    return list(once.values())[:MOST_COHORTS]


def member_or_former(membership):
    """FORMER for whoever left, graduated, or was in a cohort that is completed."""
    completed = membership.cohort.is_completed
    has_ended = membership.left_on or membership.is_graduate or completed
    return FORMER if has_ended else MEMBER


def cohorts_of_director(person):
    asked = [endorsement.application for endorsement in endorsements_of(person)]
    without = [application.pk for application in asked]
    return [
        *(application.cohort for application in asked),
        *(membership.cohort for membership in supervised_members(person, without=without)),
    ]


def related(rows, cohort="cohort"):
    return rows.select_related(f"{cohort}__region", f"{cohort}__network", f"{cohort}__guidebook")


def areas_of_staff(person):
    """[(cohort, region or network, STAFF)] of this person's staff roles, other than greeter.
    Cohorts that were completed long ago only for whoever has no other role.
    """
    roles = person.staff_roles.current().exclude(kind=StaffRole.Kind.GREETER)
    related_to = ["cohort__region", "cohort__network", "region__network", "network"]
    in_order = roles.select_related(*related_to).order_by("pk")
    places = {}
    for role in in_order.exclude(long_completed()) or in_order:
        place = role.cohort or role.region or role.network
        places[type(place), place.pk] = place
    return [(place, STAFF) for place in list(places.values())[:MOST_COHORTS]]


def long_completed():
    """Q of the roles in a completed cohort that last met so long ago that nobody calls about it."""
    day = timezone.localdate() - timedelta(days=DAYS_AFTER_LAST_MEETING)
    lately = Meeting.objects.filter(on__gte=day).values("cohort")
    return Q(cohort__status=Cohort.Status.COMPLETED) & ~Q(cohort__in=lately)


def called(place, what, roles, person):
    """Whom to call about this place, without this person; staff call every group of CALLED."""
    others = [role for role in roles if role.person_id != person.pk]
    if what == STAFF:
        return sum(held_groups(place, CALLED[what], others), [])
    return first_group(place, CALLED[what], others)
