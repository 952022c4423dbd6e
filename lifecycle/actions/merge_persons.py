"""Merging two records of one human being.

Rows that refer to a person are found through the relations of the model, so rows of a model
that is added later move too.
"""

from django.db import transaction
from django.utils import timezone
from pghistory.models import Event

from lib.jobs.models import JobOutput
from people.models import Person

#: Apps whose rows stay with the record they were made for: history, the admin's log,
#: ways of signing in.
UNMOVED_APPS = {"pghistory", "admin", "account", "mfa"}


@transaction.atomic
def merge_persons(person, other):
    """Move everything of `person` to `other` and close the record of `person` (`merged_into`).

    Returns `other`.

    Raises ValueError with the refusal reason.
    """
    Person.objects.select_for_update().in_bulk([person.pk, other.pk])
    if reason := merge_refusal(person, other):
        raise ValueError(reason)
    own_address = person.email
    person.email, person.is_active, person.merged_into = "", False, other
    person.save()
    end_duplicate_supervisions(person, other)
    delete_duplicate_rows(person, other)
    JobOutput.objects.that_name(person.pk).delete()
    move_rows(person, other)
    if own_address:
        other.addresses.create(email=own_address, verified_at=timezone.now())
    return other


def delete_duplicate_rows(person, other):
    """Delete rows of `person` that `other` has too, where a constraint would be violated."""
    for row in person.signed_for.all():
        if other.signed_for.filter(
            cohort=row.cohort_id, supervisor_key=row.supervisor_key
        ).exists():
            row.delete()
    parts = other.application_drafts.values("cohort_part")
    person.application_drafts.filter(cohort_part__in=parts).delete()


def columns_to_move(person_model):
    """[(model, column)] of the foreign keys to a person that move."""
    found = []
    for relation in person_model._meta.get_fields(include_hidden=True):
        if (
            relation.auto_created
            and not relation.concrete
            and not is_unmoved(relation.field, person_model)
        ):
            found.append((relation.field.model, relation.field.name))
    return found


def is_unmoved(field, person_model):
    model = field.model
    return (
        issubclass(model, Event)
        or model._meta.app_label in UNMOVED_APPS
        or model
        in (person_model, person_model.groups.through, person_model.user_permissions.through)
    )


def move_rows(person, other):
    for model, column in columns_to_move(type(person)):
        model._base_manager.filter(**{column: person}).update(**{column: other})


def merge_refusal(person, other):
    """Why these two cannot be merged, as a sentence; empty if they can."""
    if person.pk == other.pk:
        return "This is the same person."
    if person.merged_into_id or other.merged_into_id or not other.is_active:
        return "One of these two records is closed. Choose the one that is in use."
    if set(person.memberships.values_list("cohort", flat=True)) & set(
        other.memberships.values_list("cohort", flat=True)
    ):
        return "These two people hold places in the same cohort. Close one place first."
    if (
        person.supervises.filter(person=other).exists()
        or person.supervised_by.filter(supervisor=other).exists()
    ):
        return "One of these two supervises the other, so they are two people."
    return ""


def end_duplicate_supervisions(person, other):
    """End open supervisions of `person` that `other` has too, because a constraint allows only
    one of each pair.
    """
    for lines, end in [("supervised_by", "supervisor"), ("supervises", "person")]:
        same = getattr(other, lines).filter(ends_on=None).values(end)
        for line in getattr(person, lines).filter(ends_on=None, **{f"{end}__in": same}):
            line.end()
