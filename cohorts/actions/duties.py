"""Duties that the facilitators of a cohort share out among themselves."""

from django.db import transaction

from ..models import StaffRole


def facilitator_roles(cohort):
    """The current roles of those who facilitate, with their persons:
    facilitators first, then by name.
    """
    roles = StaffRole.objects.current().filter(cohort=cohort, kind__in=StaffRole.FACILITATES)
    return roles.select_related("person").order_by("-kind", "person__sort_name", "pk")


@transaction.atomic
def assign_duties(cohort, given):
    """given: {duty of the cohort: StaffRole of somebody who facilitates now, or None for nobody}.

    Raises ValueError for any other; then nothing is changed.
    """
    facilitators = set(facilitator_roles(cohort).select_for_update(of=("self",)))
    if not {role for role in given.values() if role is not None} <= facilitators:
        raise ValueError("Only somebody who facilitates this cohort can have a duty in it.")
    for duty, role in given.items():
        if duty.role_id != (role and role.pk):
            duty.assign(role)


def duties_of(cohort):
    """The cohort's duties in order, each with `holder`: the current role that has it, or None."""
    holders = {role.pk: role for role in facilitator_roles(cohort)}
    duties = list(cohort.duties.order_by("position"))
    for duty in duties:
        duty.holder = holders.get(duty.role_id)
    return duties


def count_unassigned_duties(cohort):
    """How many duties no current facilitator has."""
    return cohort.duties.exclude(role__in=facilitator_roles(cohort).values("pk")).count()


def co_facilitators(cohort):
    """(how many people are co-facilitators now, how many the guidebook asks for)"""
    roles = StaffRole.objects.current().filter(cohort=cohort, kind=StaffRole.Kind.CO_FACILITATOR)
    return roles.values("person").distinct().count(), cohort.guidebook.co_facilitators_minimum
