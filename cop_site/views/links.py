from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from people.models import Link
from people.permissions import LINK_COOKIE, link_expired
from recruitment.permissions import endorsement_link_settled

#: The URL name that each purpose of a link leads to.
PAGE_BY_PURPOSE = {
    Link.Purpose.SIGN_IN: "accounts:sign-in-link",
    Link.Purpose.PASSWORD: "account_choose_password",
    Link.Purpose.APPLICATION: "recruitment:application-own",
    Link.Purpose.SIGN_OFF: "recruitment:endorsement-answer",
    Link.Purpose.RENEW: "recruitment:renewal",
    Link.Purpose.REPLY: "meetings:reply-link",
    Link.Purpose.EVALUATE: "evaluations:evaluation-answer-link",
    Link.Purpose.INTEREST: "recruitment:interest-own",
    Link.Purpose.ADDRESS: "lifecycle:address-change-confirm",
}

#: The language that the newest link has set in this browser, until somebody chooses one.
LANGUAGE_OF_LINK = "hallway-language-of-link"


def language_of(link):
    """The language of the newest letter with a link of this purpose,
    else of the person, else "".
    """
    letter = getattr(link, "letter", None)
    if letter:
        return letter.language
    return link.person.language if link.person else ""


def has_chosen_language(request):
    """Whether somebody chose the language of this browser; the one of a link is no choice."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return bool(language) and language != request.COOKIES.get(LANGUAGE_OF_LINK)


@login_not_required
@require_safe
def link_open(request, secret):
    """Move the secret from the URL into a signed cookie and redirect.

    Writes nothing, since mail scanners come too.
    """
    link = Link.objects.usable().with_secret(secret).select_related("person", "letter").first()
    if link is None:
        spent = Link.objects.with_secret(secret).first()
        return endorsement_link_settled(request, spent) or link_expired(request)
    response = redirect(PAGE_BY_PURPOSE[link.purpose])
    if (language := language_of(link)) and not has_chosen_language(request):
        set_language_cookies(response, language, secure=request.is_secure())
    set_secret_cookie(response, link, secret, secure=request.is_secure())
    return response


def set_language_cookies(response, language, *, secure):
    age = settings.LANGUAGE_COOKIE_AGE
    for name in (settings.LANGUAGE_COOKIE_NAME, LANGUAGE_OF_LINK):
        response.set_cookie(name, language, max_age=age, samesite="Lax", secure=secure)


def set_secret_cookie(response, link, secret, *, secure):
    response.set_signed_cookie(
        LINK_COOKIE.format(purpose=link.purpose),
        secret,
        salt=link.purpose,
        expires=link.expires_at,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
