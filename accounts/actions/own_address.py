"""Another address of one's own, asked by somebody who signs in with a password."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.letters.from_template import build_letter
from people.actions.change_address import CONFIRM_DAYS, ask_address, open_changes

ADDRESS_CODE = "address-own"


@transaction.atomic
def ask_own_address(person, email):
    """Write to this address; it is the person's, and signs them in, after a click from it.

    An earlier change that is open is dropped. Raises AddressTaken.
    """
    change = ask_address(person, email, by=person)
    with translation.override(person.language):
        letter = build_letter(
            ADDRESS_CODE,
            "accounts/letters/own_address.txt",
            to_email=email,
            to_name=person.name,
            subject=_("Is this your address?"),
            context={"days": CONFIRM_DAYS},
            person=person,
            link=change.link,
        )
    letter.save()
    return change


def waiting_for(person):
    """The address that waits for a click; "" if none does."""
    change = open_changes(person).first()
    return change.email if change else ""
