"""Delivery: due letters become mail, one at a time, each with a new secret for its link."""

from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.models.link import link_address

from ..models import Letter
from .compose import LINK

MAX_ATTEMPTS = 6
#: A claimed letter is not tried by another worker for this long, which is longer than a mail
#: server can take.
CLAIM_LIFETIME = timedelta(minutes=3)
#: Errors that concern one letter; after any other, the mail server is not asked again
#: in this round.
LETTER_ERRORS = (SMTPRecipientsRefused, SMTPDataError, BadHeaderError, ValueError)


def send_due_letters(*, limit=50):
    """Try to send up to `limit` due letters. Returns how many were tried.

    Any number of workers may do this at once. It ends early when the mail server itself fails.
    """
    tried = 0
    while tried < limit and (letter := claim_next_letter()):
        tried += 1
        if not deliver(letter):
            break
    return tried


def claim_next_letter():
    """Claim the oldest due letter for CLAIM_LIFETIME and count the attempt. None if there is none.

    It is sent outside of the transaction. If a worker dies after the mail server took the message,
    the letter is sent again under the same Message-ID, so that mail programs can show it once.
    """
    with transaction.atomic():
        letter = lock_next_letter()
        if letter:
            letter.try_at = timezone.now() + CLAIM_LIFETIME
            letter.attempts += 1
            letter.message_id = letter.message_id or make_msgid(domain="hallway")
            letter.save(update_fields=["try_at", "attempts", "message_id"])
        return letter


def lock_next_letter():
    """The oldest due letter that is not outdated, locked, or None; outdated ones are dropped."""
    while letter := Letter.objects.due().select_for_update(skip_locked=True).first():
        if not letter.is_outdated:
            return letter
        letter.drop()
    return None


def deliver(letter):
    """Send one letter and record the outcome. Returns whether the next one can be tried."""
    try:
        address = link_address(letter.link.add_secret()) if letter.link else settings.SITE_URL
        text = letter.body.replace(LINK, address)
        message_of(letter, text).send()
    except Exception as error:  # whatever the mail server does, the letter stays and is tried again
        record_failure(letter, error)
        return isinstance(error, LETTER_ERRORS)
    record_success(letter, text)
    return True


def message_of(letter, text):
    return EmailMessage(
        letter.subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to_email],
        reply_to=reply_to(letter),
        headers={"Message-ID": letter.message_id},
    )


def reply_to(letter):
    """Who gets the answer to a letter of a cohort: its contact."""
    address = letter.cohort and letter.cohort.contact_email
    return [address] if address else None


def record_success(letter, text):
    """text: the body with the address of the link; it is stored for demo letters only."""
    keep_text = not settings.PRODUCTION and is_demo_letter(letter)
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.SENT,
        sent_at=timezone.now(),
        last_error="",
        demo_text=text if keep_text else "",
    )


def is_demo_letter(letter):
    """Whether the letter is to an invented person.

    A letter without cohort and person, such as one of an interest list, is a demo letter
    in a demo database.
    """
    if letter.cohort or letter.person:
        return bool(letter.cohort and letter.cohort.is_demo) or bool(
            letter.person and letter.person.is_demo
        )
    return Person.objects.filter(is_demo=True).exists()


def record_failure(letter, error):
    """Try again after 2, 4, 8, ... minutes; give up after MAX_ATTEMPTS."""
    given_up = letter.attempts >= MAX_ATTEMPTS
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.FAILED if given_up else Letter.Status.QUEUED,
        try_at=timezone.now() + timedelta(minutes=2**letter.attempts),
        failed_at=timezone.now() if given_up else None,
        last_error=type(error).__name__,
    )
