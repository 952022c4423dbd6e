"""What stands for a person on an answer (decision 17): a keyed hash, not a name, not a number, not a time.

Half of the key is HALLWAY_LINK_KEY, outside the database; the other half is the cohort's salt. Without
both nobody can say whose token it is, and once the salt is deleted nobody can at all.
"""

import hmac

from django.conf import settings

from .models import Response

ANSWERS, WORDS, DRAFT = "answers", "words", "draft"


def keyed(purpose, membership, meeting):
    """The token of one person at one meeting for one purpose, or None when the cohort's salt is gone."""
    salt = meeting.cohort.link_salt
    if salt is None:
        return None
    message = f"{purpose}|{membership.pk}|{meeting.pk}"
    return hmac.new(settings.LINK_KEY.encode() + bytes(salt), message.encode(), "sha256").hexdigest()


def answers_token(membership, meeting):
    return keyed(ANSWERS, membership, meeting)


def words_token(membership, meeting, question):
    """Another token for each open question, so that words lead neither to ratings nor to other words."""
    return keyed(f"{WORDS}:{question.code}", membership, meeting)


def draft_name(membership, meeting):
    """What this browser calls the draft it keeps: tells nothing about any other token."""
    return (keyed(DRAFT, membership, meeting) or "")[:16]


def has_answered(membership, meeting):
    """Asked by computing the token: no table says who has answered."""
    return Response.objects.filter(token=answers_token(membership, meeting)).exists()
