"""Giving and ending roles: who facilitates, greets and leads."""

from django.db import transaction

from people.models import Person

from ..models import Cohort, StaffRole


@transaction.atomic
def appoint(*, kind, email, name, by, cohort=None, region=None, network=None):
    """Give somebody a role from today; a person not known yet comes to be. Returns the role.

    Raises ValueError when they hold it already, when they are oneself, and when the cohort is completed:
    a role opens words and small groups, so nobody opens them to themselves or when all is over.
    """
    person = Person.objects.reached_at(email, name=name)
    if person == by:
        raise ValueError("Nobody gives a role to themselves. Somebody else who runs this cohort can.")
    if cohort is not None and cohort.status == Cohort.Status.COMPLETED:
        raise ValueError("This cohort is completed. Its roles stay as they were.")
    Person.objects.select_for_update().get(pk=person.pk)  # of two clicks at once, the second sees the role
    scope = {"cohort": cohort, "region": region, "network": network}
    if StaffRole.objects.current().filter(person=person, kind=kind, **scope).exists():
        raise ValueError(f"{person} holds this role already.")
    return StaffRole.objects.create(person=person, kind=kind, **scope)


@transaction.atomic
def end_role(role):
    """Somebody no longer does this from today; what they had taken on is free for somebody else."""
    StaffRole.objects.select_for_update().get(pk=role.pk)
    role.duties.update(role=None)
    role.end()
