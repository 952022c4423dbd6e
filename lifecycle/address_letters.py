"""Letters about another address: to the new one, to be confirmed, and to the one before."""

from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.letters.from_template import build_letter
from cohorts.models import Letter
from people.actions.change_address import CONFIRM_DAYS

ASK, LEFT = "address-new", "address-left"


def write_to_new_address(change, *, cohort, act):
    """Draft the letter with the link that confirms the address, for this StaffAct."""
    person = change.person
    with translation.override(person.language):
        letter = build_letter(
            ASK,
            "lifecycle/letters/address_new.txt",
            to_email=change.email,
            to_name=person.name,
            subject=_("Is this your address?"),
            context={"asked_by": change.asked_by.name, "cohort": cohort, "days": CONFIRM_DAYS},
            person=person,
            link=change.link,
        )
    letter.cohort, letter.act = cohort, act
    letter.status = Letter.Status.DRAFTED if act else Letter.Status.QUEUED
    letter.save()
    return letter


def write_to_address_before(change, before):
    """Tell the address before, in case somebody else asked for the change."""
    person = change.person
    letters = Letter.objects.filter(act__isnull=False, link=change.link).select_related("cohort")
    asked = letters.first()
    with translation.override(person.language):
        letter = build_letter(
            LEFT,
            "lifecycle/letters/address_left.txt",
            to_email=before,
            to_name=person.name,
            subject=_("We write to another address from now on"),
            context={"asked_by": change.asked_by.name},
            person=person,
        )
    letter.cohort = asked and asked.cohort
    letter.save()
    return letter
