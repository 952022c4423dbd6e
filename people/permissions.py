"""Decorator of pages behind a personal link, whose secret is in a signed cookie of the browser."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.shortcuts import render

from .models import Link

LINK_COOKIE = "hallway-link-{purpose}"


def links_from_cookie(request, purpose):
    """A queryset of the usable Link whose secret this browser holds for this purpose,
    or of none.
    """
    try:
        secret = request.get_signed_cookie(LINK_COOKIE.format(purpose=purpose), salt=purpose)
    except (KeyError, BadSignature):
        return Link.objects.none()
    return (
        Link.objects.usable().with_secret(secret).filter(purpose=purpose).select_related("person")
    )


def get_link_from_cookie(request, purpose):
    return links_from_cookie(request, purpose).first()


def link_expired(request):
    """The same response, 410, for a link that is missing, used up, expired or revoked."""
    return render(request, "link_expired.html", status=410)


def link_page(purpose, find=None):
    """For somebody who came by a personal link: passes the Link, or answers 410.

    find: for packages above, a function (request, purpose) to their own row about the link,
    or None.
    """

    def decorate(view):
        @login_not_required
        @wraps(view)
        def guarded(request, *args, **kwargs):
            found = (find or get_link_from_cookie)(request, purpose)
            return link_expired(request) if found is None else view(request, found, *args, **kwargs)

        return guarded

    return decorate
