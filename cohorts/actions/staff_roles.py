"""Giving and ending staff roles."""

from django.db import transaction

from people.models import Person

from ..models import StaffRole


@transaction.atomic
def appoint(*, kind, email, name, by, cohort=None, region=None, network=None):
    """Give the person at this address, who is created if unknown, a role from today; return it.

    cohort, region, network: the scope, exactly the one that the kind needs. by: the Person who
    gives the role; None for the command line. Raises ValueError for oneself, in a completed
    cohort, and for a role that the person holds already.
    """
    person = Person.objects.find_or_create(email, name=name)
    refuse_giving(person, by, cohort)
    scope = {"cohort": cohort, "region": region, "network": network}
    refuse_second_role(person, kind, scope)
    role = StaffRole(person=person, kind=kind, **scope)
    role.starts_on = role.today
    role.save()
    return role


def refuse_giving(person, by, cohort):
    """Roles open results and what members say, so nobody gives one to themselves, and none is
    given in a completed cohort: ValueError.
    """
    if person == by:
        raise ValueError(
            "Nobody gives a role to themselves. Somebody else who runs this cohort can."
        )
    if cohort is not None and cohort.is_completed:
        raise ValueError("This cohort is completed. Its roles stay as they were.")


def refuse_second_role(person, kind, scope):
    """Raise ValueError when the person holds this role already. Locks the person: of two requests
    at once, the second one sees the role.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if StaffRole.objects.current().filter(person=person, kind=kind, **scope).exists():
        raise ValueError(f"{person} holds this role already.")


@transaction.atomic
def end_role(role):
    """End the role from today; its duties are free for somebody else."""
    StaffRole.objects.select_for_update().get(pk=role.pk)
    role.duties.update(role=None)
    role.end()
