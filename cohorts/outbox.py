"""The outbox leaves: letters that are due become mail, one at a time, each with its own link."""

from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .letters import LINK
from .models import EndorsementAction, Letter, Link

TRIES = 6


def send_due_letters(*, limit=50):
    """Send what is due; returns how many were tried. Any number of workers may do this at once."""
    tried = 0
    while tried < limit and send_next_letter():
        tried += 1
    return tried


def send_next_letter():
    """Claim one due letter for a minute, then send it outside the transaction. True if there was one.

    A worker that dies after the mail server said yes sends it at most once more, under the same Message-ID.
    """
    with transaction.atomic():
        letter = Letter.objects.due().select_for_update(skip_locked=True).first()
        if letter is None:
            return False
        letter.try_at = timezone.now() + timedelta(minutes=1)
        letter.attempts += 1
        letter.message_id = letter.message_id or make_msgid(domain="hallway")
        letter.save(update_fields=["try_at", "attempts", "message_id"])
    deliver(letter)
    return True


def deliver(letter):
    text = letter.body.replace(LINK, link_address(letter) if letter.link_purpose else settings.SITE_URL)
    message = EmailMessage(letter.subject, text, settings.DEFAULT_FROM_EMAIL, [letter.to_email], headers={"Message-ID": letter.message_id})
    try:
        message.send()
    except Exception as trouble:  # whatever the mail server does, the letter stays and is tried again
        note_failure(letter, trouble)
        return
    keep_text = bool(letter.cohort_id and letter.cohort.is_demo) and not settings.PRODUCTION
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.SENT, sent_at=timezone.now(), last_error="", demo_text=text if keep_text else ""
    )
    if letter.endorsement_id:
        letter.endorsement.note(EndorsementAction.Kind.DELIVERED)


def note_failure(letter, trouble):
    given_up = letter.attempts >= TRIES
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.FAILED if given_up else Letter.Status.QUEUED,
        try_at=timezone.now() + timedelta(minutes=2**letter.attempts),
        last_error=type(trouble).__name__,
    )
    if given_up and letter.endorsement_id:
        letter.endorsement.note(EndorsementAction.Kind.BOUNCED)


def link_address(letter):
    """A fresh link for this letter; a second try revokes nothing, both lead to the same place."""
    link, secret = Link.mint(
        letter.link_purpose,
        lasts=letter.link_until - timezone.now(),
        uses=letter.link_uses,
        address=letter.to_email,
        person=letter.person,
        application=letter.application,
        membership=letter.membership,
        meeting_position=letter.meeting_position,
    )
    return settings.SITE_URL + reverse("cohorts:link-open", args=[secret])
