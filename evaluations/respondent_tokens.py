"""Tokens that identify a respondent's rows without naming the person.

A token is a keyed hash (HMAC-SHA256, 64 hex digits) of purpose, membership and meeting. Half of the
key is HALLWAY_LINK_KEY, which is outside the database; the other half is the cohort's `link_salt`.
Without both halves nobody can say whose token it is; once the salt is deleted nobody can at all.
"""

import hmac

from django.conf import settings

from .models import Response

#: Purposes. They are part of the hashed message, so changing one would orphan the tokens
#: already stored.
ANSWERS, COMMENT, AUTOSAVE = "answers", "words", "draft"


def token_for(purpose, membership, meeting):
    """The token of one member at one meeting for one purpose;
    None once the cohort's salt is deleted.
    """
    salt = meeting.cohort.link_salt
    if salt is None:
        return None
    message = f"{purpose}|{membership.pk}|{meeting.pk}"
    return hmac.new(
        settings.LINK_KEY.encode() + bytes(salt), message.encode(), "sha256"
    ).hexdigest()


def answers_token(membership, meeting):
    return token_for(ANSWERS, membership, meeting)


def comment_token(membership, meeting, question):
    """A separate token for each open question, so that a comment leads neither to ratings nor
    to other comments.
    """
    return token_for(f"{COMMENT}:{question.code}", membership, meeting)


def autosave_key(membership, meeting):
    """The name under which the browser keeps unsent answers, or "".

    It reveals nothing about the other tokens.
    """
    return (token_for(AUTOSAVE, membership, meeting) or "")[:16]


def has_answered(membership, meeting):
    """Found by computing the token: no table says who has answered."""
    return Response.objects.filter(token=answers_token(membership, meeting)).exists()
