"""Whom somebody may ask about a cohort, with the addresses these people are known by."""

from django.db.models import Q

from ..actions.duties import facilitator_roles
from ..models import StaffRole

#: So many people of one kind are named.
MOST = 4


def people_to_call(cohort):
    """The persons who facilitate the cohort now, as a list; co-facilitators come last. Where
    nobody does, those who lead it.
    """
    return [role.person for role in facilitator_roles(cohort)] or leaders_of(cohort)


def leaders_of(cohort):
    """The persons who lead the cohort's region now; without one, the state staff of its network."""
    return leaders_by_cohort([cohort])[cohort.pk]


def people_of_recruitment(cohort):
    """The persons to ask about applications and signatures: who leads, else who facilitates."""
    return leaders_of(cohort) or [role.person for role in facilitator_roles(cohort)]


def leaders_by_cohort(cohorts):
    """{cohort key: as leaders_of}, in one query; cohorts: a list."""
    of_region = Q(kind=StaffRole.Kind.LEAD, region__in=[c.region_id for c in cohorts])
    of_network = Q(kind=StaffRole.Kind.STATE_STAFF, network__in=[c.network_id for c in cohorts])
    roles = StaffRole.objects.current().filter(of_region | of_network)
    found = list(roles.select_related("person").order_by("pk"))
    return {
        cohort.pk: (
            [role.person for role in found if is_led(role, cohort)]
            or [role.person for role in found if role.network_id == cohort.network_id]
        )[:MOST]
        for cohort in cohorts
    }


def is_led(role, cohort):
    return role.region_id is not None and role.region_id == cohort.region_id
