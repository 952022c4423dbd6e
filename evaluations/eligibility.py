"""Whose turn it is: what one member may do with the evaluation of one meeting at this moment."""

from .models import Response
from .respondent_tokens import answers_token

NOT_BEGUN, NOT_THERE, UNLINKED, COUNTED, CLOSED = "not begun", "not there", "unlinked", "counted", "closed"
OPEN, LATE = "open", "late"

#: The states in which an evaluation is taken.
TAKES_ANSWERS = {OPEN, LATE}


def turn_of(evaluation, membership):
    """One word for what this member may do here now."""
    token = answers_token(membership, evaluation.meeting)
    if not evaluation.has_begun:
        return NOT_BEGUN
    if token is None:
        return UNLINKED
    if not evaluation.people().filter(pk=membership.pk).exists():
        return NOT_THERE
    if Response.objects.filter(token=token, release__isnull=False).exists():
        return COUNTED
    return OPEN if evaluation.is_open else LATE if evaluation.takes_late_answers else CLOSED


