"""The address that an application was sent with, for the pages right after it."""

from django.core.signing import BadSignature

from .models import ApplicationDraft

SENT_COOKIE = "hallway-sent"


def sent_address(request, cohort):
    """The address that this browser sent an application to this cohort with, a short time ago;
    "" otherwise. It is what was typed, whether it was known before or not.
    """
    try:
        return request.get_signed_cookie(
            SENT_COOKIE, salt=salt_of(cohort), max_age=ApplicationDraft.OPEN_FOR.total_seconds()
        )
    except (KeyError, BadSignature):
        return ""


def remember_address(request, response, *, cohort, address):
    """Leave the address in the browser for as long as a draft stays open. Returns the response."""
    response.set_signed_cookie(
        SENT_COOKIE,
        address,
        salt=salt_of(cohort),
        max_age=ApplicationDraft.OPEN_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def salt_of(cohort):
    return f"{SENT_COOKIE}-{cohort.slug}"
