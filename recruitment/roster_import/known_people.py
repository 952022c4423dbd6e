"""Whom a roster may mean: the people of its cohort, of its region, and whoever has an address
that it names.
"""

from dataclasses import dataclass, field

from cohorts.models import Cohort, CohortMembership, StaffRole
from lib.near_names import is_same_name, name_parts
from lib.text import normalize_email
from people.models import Person, PersonAddress, Supervision

from ..models import Application
from .twins import may_be_one_person

#: Someone may be one of at most so many people that are asked about.
MOST_TWINS = 3


@dataclass
class KnownPeople:
    """by_address: {address: Person}. sharing: {address: those who share its mailbox}. seen: primary
    keys of those whom the cohort's lead may know of: who is or was in a cohort of the same region,
    or of the network where there is no region, who applied, supervises or leads there. members:
    {person: membership} of this cohort. applications: {address: [Application]} of the part that is
    joined. by_part: people of the region, by each part of their names: twins have one part in
    common.
    """

    cohort: Cohort
    by_address: dict = field(default_factory=dict)
    sharing: dict = field(default_factory=dict)
    seen: set = field(default_factory=set)
    members: dict = field(default_factory=dict)
    applications: dict = field(default_factory=dict)
    by_part: dict = field(default_factory=dict)

    def owner_of(self, address):
        return self.by_address.get(normalize_email(address)) if address else None

    def readers_of(self, address):
        """Who reads this address: whose it is first, then those who share the mailbox."""
        owner = self.owner_of(address)
        sharing = self.sharing.get(normalize_email(address), []) if address else []
        return ([owner] if owner else []) + sharing

    def may_be_named(self, person):
        return person.pk in self.seen

    def twins_of(self, name, address):
        """People of the region who may be this one, members of this cohort first."""
        parts, key = name_parts(name), normalize_email(address)
        alike = {person.pk: person for part in parts for person in self.by_part.get(part, [])}
        found = [
            person
            for person in alike.values()
            if is_same_name(name, person.name)
            or may_be_one_person(name, key, person.name, normalize_email(person.email))
        ]
        return sorted(found, key=lambda person: person.pk not in self.members)[:MOST_TWINS]


def cohorts_around(cohort):
    """The cohorts of the same region; without a region, those of the network."""
    if cohort.region_id:
        return Cohort.objects.filter(region=cohort.region_id)
    return Cohort.objects.filter(network=cohort.network_id, region=None)


def find_people(cohort, addresses, part):
    """The KnownPeople for a roster with these addresses."""
    keys = {normalize_email(address) for address in addresses if address}
    around = cohorts_around(cohort)
    neighbours = neighbours_in(around)
    owners, sharing = owners_of(keys), sharing_of(keys)
    known = KnownPeople(cohort=cohort, by_address=owners, sharing=sharing)
    known.seen = {person.pk for person in neighbours} | staff_around(cohort, owners, around)
    known.seen |= applicants_around(around, owners, sharing)
    members = CohortMembership.objects.filter(cohort=cohort).select_related("person")
    known.members = {row.person_id: row for row in members}
    known.applications = applications_by_address(cohort, part)
    known.by_part = by_part_of_name(neighbours)
    return known


def neighbours_in(cohorts):
    people = Person.objects.filter(memberships__cohort__in=cohorts).distinct()
    return list(people.only("name", "email", "email_key", "phone", "language").order_by("pk"))


def owners_of(keys):
    found = {person.email_key: person for person in Person.objects.filter(email_key__in=keys)}
    further = PersonAddress.objects.filter(email_key__in=keys).select_related("person")
    return {address.email_key: address.person for address in further} | found


def sharing_of(keys):
    """{address: [those who share its mailbox]}"""
    found = {}
    for person in Person.objects.filter(shares_mailbox=True, email__in=keys).order_by("pk"):
        found.setdefault(person.email, []).append(person)
    return found


def applicants_around(around, owners, sharing):
    """Of the owners and those who share a mailbox, those who applied around this cohort."""
    readers = [*owners.values(), *(person for people in sharing.values() for person in people)]
    applied = Application.objects.filter(cohort_part__cohort__in=around, person__in=readers)
    return {*applied.values_list("person", flat=True)}


def applications_by_address(cohort, part):
    active = Application.objects.active().filter(cohort_part__cohort=cohort, cohort_part__part=part)
    found = {}
    for row in active.exclude(email_key="").order_by("pk"):
        found.setdefault(row.email_key, []).append(row)
    return found


def by_part_of_name(people):
    found = {}
    for person in people:
        for part in {*name_parts(person.name)}:
            found.setdefault(part, []).append(person)
    return found


def staff_around(cohort, owners, around):
    """Of the owners, those who supervise a member or have a role around this cohort."""
    people = {person.pk for person in owners.values()}
    supervise = Supervision.objects.filter(
        supervisor__in=people, person__memberships__cohort__in=around
    )
    roles = StaffRole.objects.filter(person__in=people)
    in_scope = roles.filter(cohort__in=around)
    if cohort.region_id:
        in_scope |= roles.filter(region=cohort.region_id)
    else:
        in_scope |= roles.filter(network=cohort.network_id)
    return {*supervise.values_list("supervisor", flat=True)} | {
        *in_scope.values_list("person", flat=True)
    }
