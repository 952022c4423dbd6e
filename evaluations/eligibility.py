"""Whether a member may submit, change or no longer answer a meeting's evaluation.

`eligibility` returns one of the constants below; templates compare them as strings.
"""

from .models import Response
from .respondent_tokens import answers_token

NOT_BEGUN, NOT_THERE, UNLINKED, COUNTED, CLOSED = (
    "not begun",
    "not there",
    "unlinked",
    "counted",
    "closed",
)
OPEN, LATE = "open", "late"

#: The states in which answers are accepted.
ACCEPTS_ANSWERS = {OPEN, LATE}


def eligibility(evaluation, membership):
    """The state of this evaluation for this member.

    NOT_BEGUN: before the meeting starts. UNLINKED: the cohort's salt is deleted, so no token can be
    computed. NOT_THERE: not among those who evaluate. COUNTED: their answers are in a release.
    OPEN: not closed yet. LATE: closed, within the days for late answers. CLOSED: after them.
    """
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


def accepts_answers(evaluation, membership):
    """Whether this member may submit, replace or withdraw answers now."""
    return eligibility(evaluation, membership) in ACCEPTS_ANSWERS
