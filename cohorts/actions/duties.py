"""What whoever facilitates a cohort shares out among themselves, and what nobody has taken yet."""

from django.db import transaction

from ..models import StaffRole


def who_facilitates(cohort):
    roles = StaffRole.objects.current().filter(cohort=cohort, kind__in=StaffRole.FACILITATES)
    return roles.select_related("person").order_by("-kind", "person__sort_name", "pk")


@transaction.atomic
def assign_duty(duty, role):
    """To somebody who facilitates now, or back to nobody. Raises ValueError for anybody else."""
    if role is not None and not who_facilitates(duty.cohort).select_for_update(of=("self",)).filter(pk=role.pk).exists():
        raise ValueError("Only somebody who facilitates this cohort can have a duty in it.")
    duty.assign(role)


def duties_of(cohort):
    """Each duty, with `holder`: the role of who has it now, or None."""
    holders = {role.pk: role for role in who_facilitates(cohort)}
    duties = list(cohort.duties.order_by("position"))
    for duty in duties:
        duty.holder = holders.get(duty.role_id)
    return duties


def duties_without_anybody(cohort):
    """How many duties nobody has who facilitates now."""
    return cohort.duties.exclude(role__in=who_facilitates(cohort).values("pk")).count()


def co_facilitators(cohort):
    """(named now, asked for by the guidebook)."""
    named = StaffRole.objects.current().filter(cohort=cohort, kind=StaffRole.Kind.CO_FACILITATOR).values("person").distinct().count()
    return named, cohort.guidebook.co_facilitators_minimum
