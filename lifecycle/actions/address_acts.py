"""Another address of somebody, as an act of staff and by a click from that address."""

from django.db import transaction
from django.utils import timezone

from cohorts.access import works_here
from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Letter
from lib.text import normalize_email
from people.actions.change_address import (
    CONFIRM_DAYS,
    ask_address,
    confirm_address,
    drop_address,
    open_changes,
)
from people.models import Link, Person
from recruitment.models import SupervisorEndorsement

from ..address_letters import write_to_address_before, write_to_new_address


def change_address(act, person, *, email, by):
    """Ask the new address for a click. Raises AddressTaken."""
    if works_here(person):
        raise ActRefused(
            f"{person} works here and signs in with a password, so only {person} can change that "
            "address, on the page “Your sign-in”."
        )
    dropped = [change.email for change in open_changes(person)]
    change = ask_address(person, email, by=by)
    write_to_new_address(change, cohort=act.cohort, act=act)
    return Outcome(
        button=f"Ask {email} for a click",
        done=f"We wait for a click from {email}.",
        consequences=[
            Consequence(
                1,
                "address is asked",
                [],
                f"It counts once somebody clicks the link, within {CONFIRM_DAYS} days. Until then "
                f"letters go to {person.email or 'nobody: there is no address so far'}.",
            ),
            Consequence(
                len(dropped),
                "earlier change is dropped",
                dropped,
                "Its link opens nothing any more.",
            ),
        ],
        stays="Nothing else changes until the click.",
    )


def drop_change(change):
    """The address is not asked for any more."""
    if not drop_address(change):
        raise ActRefused("This change is confirmed or dropped already.")
    return Outcome(
        button=f"Drop {change.email}",
        done=f"{change.email} is not asked for any more.",
        consequences=[
            Consequence(1, "change is dropped", [], "The link in the letter opens nothing.")
        ],
        ends=True,
        stays="Letters go to the address so far. No letter is written.",
    )


@transaction.atomic
def confirm_new_address(change):
    """The click. Returns whether the address is the main one now. Raises AddressTaken."""
    shared_before = Person.objects.get(pk=change.person_id).shares_mailbox
    before = confirm_address(change)
    if before is None:
        return False
    if before:
        key = normalize_email(before)
        follow_letters(change, key)
        if not shared_before:
            asked = SupervisorEndorsement.objects.active().filter(supervisor_key=key)
            asked.update(supervisor_email=change.email, supervisor_key=change.email_key)
        write_to_address_before(change, before)
    return True


def follow_letters(change, key):
    """Letters that have not left go to the new address; links that went to the one before close.

    Where others read the mailbox before, only what is known to be this person's.
    """
    waiting = Letter.objects.filter(to_key=key, status=Letter.Status.QUEUED)
    links = Link.objects.filter(email_key=key, revoked_at=None)
    if Person.objects.read_by(key).exclude(pk=change.person_id).exists():
        waiting = waiting.filter(person=change.person_id)
        links = links.filter(person=change.person_id)
    links = links.exclude(letter__in=waiting)
    links.update(revoked_at=timezone.now())
    waiting.update(to_email=change.email, to_key=change.email_key)
