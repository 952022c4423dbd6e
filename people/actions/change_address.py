"""Another main address of a person: it counts once somebody clicks the link that was sent to it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..models import AddressChange, Link, Person
from .change_person import note_change

#: So long a new address can be confirmed.
CONFIRM_DAYS = 14


class AddressTaken(ValueError):
    """The address leads to somebody else; `person` is who, for those who may know it."""

    def __init__(self, person):
        self.person = person
        super().__init__("This address is in use.")


@transaction.atomic
def ask_address(person, email, *, by):
    """Ask for this address to become the person's; an earlier change that is open is dropped.

    Returns the AddressChange, whose link is to be sent to the address. Raises AddressTaken.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if other := Person.objects.with_address(email).exclude(pk=locked.pk).first():
        raise AddressTaken(other)
    for change in open_changes(locked):
        drop_address(change)
    until = timezone.now() + timedelta(days=CONFIRM_DAYS)
    link = Link.make(Link.Purpose.ADDRESS, until=until, address=email, person=locked)
    return AddressChange.objects.create(person=locked, email=email, asked_by=by, link=link)


def open_changes(person):
    return person.address_changes.filter(confirmed_at=None, dropped_at=None)


@transaction.atomic
def drop_address(change):
    """The address is not asked for any more; its link opens nothing. Returns whether it was."""
    still_open = AddressChange.objects.filter(pk=change.pk, confirmed_at=None, dropped_at=None)
    if not still_open.update(dropped_at=timezone.now()):
        return False
    if change.link:
        change.link.revoke()
    return True


@transaction.atomic
def confirm_address(change):
    """Somebody reads this address: it is the main one from now on, and the one before is gone.

    Whoever signs in with a password signs in with this address from then on, and no longer with the
    one before. Returns the address before; None when the change is no longer open. Raises
    AddressTaken when somebody else got it meanwhile.
    """
    person = Person.objects.select_for_update().get(pk=change.person_id)
    if not open_changes(person).filter(pk=change.pk).update(confirmed_at=timezone.now()):
        return None
    before = person.email
    person.addresses.filter(email_key=change.email_key).delete()
    person.email, person.shares_mailbox = change.email, False
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise AddressTaken(Person.objects.with_address(change.email).first()) from error
    EmailAddress.objects.filter(user=person).delete()
    note_change(person, "email", before, change.email, by=change.asked_by)
    change.link.revoke()
    return before
