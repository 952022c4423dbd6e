"""Joining two records of one human being.

Rows that refer to a person are found through the relations of the model, so rows of a model
that is added later move too. What was done is kept as steps (merge_log.py); undo_merge.py undoes
them.
"""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lib.jobs.models import JobOutput
from lib.text import normalize_email
from people.models import Person, PersonMerge

from .merge_duplicates import MergeRefused, settle
from .merge_log import MergeLog, columns_that_point_at
from .merge_places import join_places

#: Apps whose rows stay with the record they were made for: history, the admin's log,
#: ways of signing in.
UNMOVED_APPS = {"pghistory", "admin", "account", "mfa"}
#: Columns of which either record's value may stay.
CHOSEN = ["name", "own_sort_name", "email", "phone", "language"]
#: What is kept of both records to undo it.
REMEMBERED = [*CHOSEN, "shares_mailbox"]


@transaction.atomic
def merge_persons(person, other, *, by=None, values=None):
    """Move everything of `person` to `other` and close the record of `person` (`merged_into`).

    values: {column of CHOSEN: what stays}, where it is not what `other` has; an address is one of
    the two. Returns the PersonMerge. Raises MergeRefused with the reason.
    """
    person, other = lock_persons(person, other)
    if reason := merge_refusal(person, other):
        raise MergeRefused(reason)
    before = {"merged": chosen_columns(person), "kept": chosen_columns(other)}
    log = MergeLog()
    try:
        with transaction.atomic():
            addresses = move_everything(person, other, log, values or {})
            connection.check_constraints()
    except IntegrityError as error:
        raise MergeRefused(
            "Something that is stored about both cannot belong to one person, so they stay two "
            "records."
        ) from error
    before |= {"after": chosen_columns(other), "addresses": addresses}
    return PersonMerge.objects.create(
        kept=other, merged=person, done_by=by, moved={"steps": log.steps}, before=before
    )


def move_everything(person, other, log, values):
    """Returns the addresses that became further ones."""
    drop_address_changes(person, other, log)
    addresses = close_record(person, other, values)
    join_places(person, other, log)
    end_duplicate_supervisions(person, other, log)
    JobOutput.objects.that_name(person.pk).delete()
    for model, column in columns_to_move(Person):
        for row in log.move(model, column, source=person, target=other):
            settle(row, column, other, log)
    for email in addresses:
        other.addresses.create(email=email, verified_at=timezone.now())
    return addresses


def lock_persons(person, other):
    """Both as they are now, locked in the order of their keys, so that of two joinings at once the
    second one sees what the first one did.
    """
    keys = [person.pk, other.pk]
    found = {
        row.pk: row for row in Person.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    }
    return found[person.pk], found[other.pk]


def chosen_columns(person):
    return {name: getattr(person, name) for name in REMEMBERED}


def drop_address_changes(person, other, log):
    """An address that was asked for and not confirmed yet no longer counts."""
    for row in [*person.address_changes.all(), *other.address_changes.all()]:
        if row.is_open:
            log.change(row, dropped_at=timezone.now())
            if row.link:
                row.link.revoke()


def close_record(person, other, values):
    """Close the one record and set what stays on the other.

    Returns the addresses that are to become further ones; that of a mailbox which one only shared
    is not.
    """
    main = values.get("email", other.email)
    own = [row.email for row in (person, other) if row.email and not row.shares_mailbox]
    further = [email for email in own if normalize_email(email) != normalize_email(main)]
    person.email, person.is_active, person.merged_into = "", False, other
    person.save()
    for name in CHOSEN:
        setattr(other, name, values.get(name, getattr(other, name)))
    other.email = main
    theirs = Person.objects.with_address(main).exclude(pk=other.pk)
    other.shares_mailbox = theirs.exists()
    other.save()
    return further


def columns_to_move(person_model):
    """[(model, column)] of the foreign keys to a person that move."""
    stay = [
        person_model,
        person_model.groups.through,
        person_model.user_permissions.through,
        PersonMerge,
    ]
    return [
        (model, column)
        for model, column in columns_that_point_at(person_model)
        if model not in stay and model._meta.app_label not in UNMOVED_APPS
    ]


def merge_refusal(person, other):
    """Why these two cannot be joined, as a sentence; empty if they can."""
    if person.pk == other.pk:
        return "This is the same person."
    if person.merged_into_id or other.merged_into_id or not other.is_active:
        return "One of these two records is closed. Choose the one that is in use."
    if (
        person.supervises.filter(person=other).exists()
        or person.supervised_by.filter(supervisor=other).exists()
    ):
        return "One of these two supervises the other, so they are two people."
    return ""


def end_duplicate_supervisions(person, other, log):
    """End open supervisions of `person` that `other` has too, because a constraint allows only
    one of each pair.
    """
    for lines, end in [("supervised_by", "supervisor"), ("supervises", "person")]:
        same = getattr(other, lines).filter(ends_on=None).values(end)
        for line in getattr(person, lines).filter(ends_on=None, **{f"{end}__in": same}):
            day = line.day_before_today
            if day < line.starts_on:
                log.delete(line)
            else:
                log.change(line, ends_on=day)
