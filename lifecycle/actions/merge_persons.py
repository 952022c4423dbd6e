"""Two records turn out to be one human being: everything that hangs on one is hung on the other.

Whatever points at a person is found by walking the relations, so a model that is added later is moved too.
"""

from django.db import transaction
from django.utils import timezone
from pghistory.models import Event

from people.models import Person

#: What stays with the record it was made for: history, the admin's log, ways of proving who one is. So do groups and rights.
STAYS_OF_APPS = {"pghistory", "admin", "account", "mfa"}


@transaction.atomic
def merge_persons(person, other):
    """Fold one person into another: addresses move, rows follow, the first row stays as a trace. Returns the other.

    Raises ValueError when both hold a place in the same cohort: two records of one meeting cannot be told apart
    by a machine.
    """
    Person.objects.select_for_update().in_bulk([person.pk, other.pk])
    if reason := why_not(person, other):
        raise ValueError(reason)
    own_address = person.email
    person.email, person.is_active, person.merged_into = "", False, other
    person.save()
    end_doubles(person, other)
    drop_double_rows(person, other)
    move_everything(person, other)
    if own_address:
        other.addresses.create(email=own_address, verified_at=timezone.now())
    return other


def drop_double_rows(person, other):
    """Rows that would say the same twice after the merge, where a constraint allows them once."""
    for row in person.signed_for.all():
        if other.signed_for.filter(cohort=row.cohort_id, supervisor_key=row.supervisor_key).exists():
            row.delete()


def columns_that_move(person_model):
    """[(model, column)] of everything that follows a person; history stays as it was written."""
    found = []
    for relation in person_model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not stays(relation.field, person_model):
            found.append((relation.field.model, relation.field.name))
    return found


def stays(field, person_model):
    model = field.model
    return (
        issubclass(model, Event)
        or model._meta.app_label in STAYS_OF_APPS
        or model in (person_model, person_model.groups.through, person_model.user_permissions.through)
    )


def move_everything(person, other):
    for model, column in columns_that_move(type(person)):
        model._base_manager.filter(**{column: person}).update(**{column: other})


def why_not(person, other):
    """The reason why a machine cannot fold one into the other, or an empty text."""
    if person.pk == other.pk:
        return "This is the same person."
    if person.merged_into_id or other.merged_into_id or not other.is_active:
        return "One of these two records is closed. Choose the one that is in use."
    if set(person.memberships.values_list("cohort", flat=True)) & set(other.memberships.values_list("cohort", flat=True)):
        return "These two people hold places in the same cohort. Close one place first."
    if person.supervises.filter(person=other).exists() or person.supervised_by.filter(supervisor=other).exists():
        return "One of these two supervises the other, so they are two people."
    return ""


def end_doubles(person, other):
    """Both have the same director, or direct the same person: one open line of each pair is enough."""
    for lines, end in [("supervised_by", "supervisor"), ("supervises", "person")]:
        same = getattr(other, lines).filter(ends_on=None).values(end)
        for line in getattr(person, lines).filter(ends_on=None, **{f"{end}__in": same}):
            line.end()
