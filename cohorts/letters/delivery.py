"""Delivery: queued letters that are due become mail, one at a time, each with a secret of its own for its link."""

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

TRIES = 6
#: Longer than a mail server can take; after that another worker may try.
CLAIMED_FOR = timedelta(minutes=3)
#: Trouble with this one letter; everything else is trouble with the mail server.
OF_THIS_LETTER = (SMTPRecipientsRefused, SMTPDataError, BadHeaderError, ValueError)


def send_due_letters(*, limit=50):
    """Send what is due; returns how many were tried. Any number of workers may do this at once.

    When the mail server itself is in trouble, the rest waits for the next round.
    """
    tried = 0
    while tried < limit and (letter := claim_next_letter()):
        tried += 1
        if not deliver(letter):
            break
    return tried


def claim_next_letter():
    """Take one due letter for a while; it is sent outside the transaction. None if there is none.

    A worker that dies after the mail server said yes sends it at most once more, under the same Message-ID.
    """
    with transaction.atomic():
        letter = Letter.objects.due().select_for_update(skip_locked=True).first()
        while letter and letter.is_outdated:
            letter.drop()
            letter = Letter.objects.due().select_for_update(skip_locked=True).first()
        if letter:
            letter.try_at = timezone.now() + CLAIMED_FOR
            letter.attempts += 1
            letter.message_id = letter.message_id or make_msgid(domain="hallway")
            letter.save(update_fields=["try_at", "attempts", "message_id"])
        return letter


def deliver(letter):
    """Returns whether the mail server can be asked for the next one."""
    try:
        text = letter.body.replace(LINK, link_address(letter.link.add_secret()) if letter.link else settings.SITE_URL)
        message = EmailMessage(letter.subject, text, settings.DEFAULT_FROM_EMAIL, [letter.to_email], headers={"Message-ID": letter.message_id})
        message.send()
    except Exception as trouble:  # whatever the mail server does, the letter stays and is tried again
        note_failure(letter, trouble)
        return isinstance(trouble, OF_THIS_LETTER)
    note_success(letter, text)
    return True


def note_success(letter, text):
    keep_text = not settings.PRODUCTION and is_of_demo(letter)
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.SENT, sent_at=timezone.now(), last_error="", demo_text=text if keep_text else ""
    )


def is_of_demo(letter):
    """A letter about nobody in particular, such as a list of interest, is the demonstration's where that is all there is."""
    if letter.cohort or letter.person:
        return bool(letter.cohort and letter.cohort.is_demo) or bool(letter.person and letter.person.is_demo)
    return Person.objects.filter(is_demo=True).exists()


def note_failure(letter, trouble):
    given_up = letter.attempts >= TRIES
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.FAILED if given_up else Letter.Status.QUEUED,
        try_at=timezone.now() + timedelta(minutes=2**letter.attempts),
        failed_at=timezone.now() if given_up else None,
        last_error=type(trouble).__name__,
    )
