"""Whom to call about a cohort, a region or a network, with the addresses they are known by."""

from dataclasses import dataclass

from django.db.models import Q

from people.models import Network, Region

from ..models import StaffRole

#: So many people of one kind are named.
MOST = 4

Kind = StaffRole.Kind
#: Kinds of roles in groups: the people to call are those of the first group that somebody holds.
ABOUT_LEADING = [[Kind.LEAD], [Kind.STATE_STAFF]]
ABOUT_MEETINGS = [StaffRole.FACILITATES, *ABOUT_LEADING]
ABOUT_RECRUITMENT = [*ABOUT_LEADING, StaffRole.FACILITATES]


@dataclass(frozen=True)
class Contact:
    """Whom a cohort names to be asked; as a Person where pages show whom to call."""

    name: str
    email: str
    phone: str

    @classmethod
    def of(cls, cohort):
        """[the Contact]; [] where the cohort names nobody."""
        named = cls(cohort.contact_name, cohort.contact_email, cohort.contact_phone)
        return [named] if named.name else []


def people_to_call(cohort):
    """The persons to ask about meetings and one's place: who facilitates, else who leads, else the
    state staff.
    """
    return persons(first_group(cohort, ABOUT_MEETINGS, roles_around([cohort])))


def people_of_recruitment(cohort):
    """Whom to ask about applications and signatures: the contact that the cohort names; else who
    leads, else who facilitates.
    """
    return people_of_recruitment_by_cohort([cohort])[cohort.pk]


def people_of_recruitment_by_cohort(cohorts):
    """{cohort key: as `people_of_recruitment`}, in one query; cohorts: a list."""
    roles = roles_around(cohorts)
    return {
        c.pk: Contact.of(c) or persons(first_group(c, ABOUT_RECRUITMENT, roles)) for c in cohorts
    }


def roles_around(places):
    """The present StaffRoles of these cohorts, regions and networks and of what they lie in, with
    their persons, in one query: facilitators before co-facilitators, then by name.
    """
    cohorts, regions, networks = (
        {keys[level] for keys in map(keys_of, places)} - {None} for level in range(3)
    )
    roles = StaffRole.objects.current().filter(kind__in=sum(ABOUT_MEETINGS, []))
    around = Q(cohort__in=cohorts) | Q(region__in=regions) | Q(network__in=networks)
    found = roles.filter(around).select_related("person", "network")
    return list(found.order_by("-kind", "person__sort_name", "pk"))


def first_group(place, groups, roles):
    """The roles around this place of the first of these groups that somebody holds; else []."""
    return next(iter(held_groups(place, groups, roles)), [])


def held_groups(place, groups, roles):
    """[[roles around this place] for each of these groups that somebody holds]."""
    here = [role for role in roles if is_around(role, place)]
    of_groups = [[role for role in here if role.kind in kinds] for kinds in groups]
    return [group[:MOST] for group in of_groups if group]


def is_around(role, place):
    scope = zip((role.cohort_id, role.region_id, role.network_id), keys_of(place), strict=True)
    return any(key is not None and key == other for key, other in scope)


def keys_of(place):
    """Primary keys of the cohort, the region and the network that this place is or lies in."""
    if isinstance(place, Network):
        return None, None, place.pk
    if isinstance(place, Region):
        return None, place.pk, place.network_id
    return place.pk, place.region_id, place.network_id


def persons(roles):
    return [role.person for role in roles]
