"""Sending a letter again as an act of staff, and taking that back."""

from django.utils.dateparse import parse_datetime

from ..models import Letter
from .staff_acts import ActRefused, Consequence, Outcome


def resend(act, letter):
    """Queue an undelivered letter once more."""
    before = state_of(letter)
    if not letter.send_again():
        raise ActRefused(
            "Only a letter that did not arrive, and whose link still opens, can go again."
        )
    Letter.objects.filter(pk=letter.pk).update(act=act, status=Letter.Status.DRAFTED)
    act.undo_data = before
    return Outcome(
        button="Send it again",
        done=f"The letter to {letter.to_email} goes out again.",
        consequences=[goes_once_more(letter)],
    )


def state_of(letter):
    """What sending it again changes, as JSON, for `take_back_resend`."""
    return {
        "pk": letter.pk,
        "status": letter.status,
        "failed_at": letter.failed_at and letter.failed_at.isoformat(),
        "attempts": letter.attempts,
        "last_error": letter.last_error,
        "act": letter.act_id,
    }


def goes_once_more(letter):
    sentence = f"{letter.to_name or letter.to_email} gets this letter once more"
    detail = f"To {letter.to_email}. Correct the address first if it is wrong."
    return Consequence(None, sentence, [], detail)


def take_back_resend(act):
    before = act.undo_data
    Letter.objects.filter(pk=before["pk"]).update(
        status=before["status"],
        failed_at=before["failed_at"] and parse_datetime(before["failed_at"]),
        attempts=before["attempts"],
        last_error=before["last_error"],
        act=before["act"],
    )
    return f"The letter to {Letter.objects.get(pk=before['pk']).to_email} is not sent again."
