"""Decorator of pages behind a personal link, whose secret is in a signed cookie of the browser."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from lib.sent_fields import sent_fields

from .link_marks import is_of_this_link, make_mark, read_mark
from .models import Link

LINK_COOKIE = "hallway-link-{purpose}"


def held_links(request, purpose):
    """A queryset of the Link whose secret this browser holds for this purpose, usable or not;
    or of none.
    """
    try:
        secret = request.get_signed_cookie(LINK_COOKIE.format(purpose=purpose), salt=purpose)
    except (KeyError, BadSignature):
        return Link.objects.none()
    return Link.objects.with_secret(secret).filter(purpose=purpose).select_related("person")


def links_from_cookie(request, purpose):
    """As `held_links`, but only a usable one."""
    return held_links(request, purpose).usable()


def get_link_from_cookie(request, purpose):
    return links_from_cookie(request, purpose).first()


def link_expired(request):
    """The same response, 410, for a link that is missing, used up, expired or revoked."""
    return render(request, "link_expired.html", status=410)


def nothing_without_link(request, purpose):
    """What this page is for, and the way on, for somebody signed in who came by no link: 404."""
    return render(request, "link_none.html", {"purpose": purpose}, status=404)


def no_link(request, purpose):
    came_by_link = LINK_COOKIE.format(purpose=purpose) in request.COOKIES
    is_for_guests = purpose == Link.Purpose.PASSWORD
    if request.user.is_authenticated and not came_by_link and not is_for_guests:
        return nothing_without_link(request, purpose)
    return link_expired(request)


def no_labels(found, names):
    return {}


def another_link(request, mark, found, labels_of):
    """409: the form was drawn for another link than the one this browser holds now.

    The form on this page keeps what was typed and its mark: it is taken once the browser holds
    the right link again. labels_of: as in `link_page`.
    """
    context = {
        "of": mark.get("holder", ""),
        "now": found.holder,
        "kept": labelled_fields(request, found, labels_of),
        "address": request.get_full_path(),
    }
    return render(request, "link_another.html", context, status=409)


def labelled_fields(request, found, labels_of):
    """The fields that were sent, each with its label ("" where it is not known)."""
    kept = sent_fields(request)
    labels = labels_of(found, [field["name"] for field in kept])
    return [field | {"label": labels.get(field["name"], "")} for field in kept]


def link_page(purpose, find=None, without=no_link, labels_of=no_labels):
    """For somebody who came by a personal link: passes the Link, or answers 410; to somebody
    signed in who came by none, 404.

    Every form on its page carries the mark of this link (people/link_marks.py). A form of another
    link, or without a mark, never reaches the view: 409.

    find: for packages above, a function (request, purpose) to their own row about the link,
    or None. without: a function (request, purpose) to the answer to somebody without a link.
    labels_of: a function (row, names) to {name: label} of the fields of which it knows the label.
    """

    def decorate(view):
        @login_not_required
        @wraps(view)
        def guarded(request, *args, **kwargs):
            found = (find or get_link_from_cookie)(request, purpose)
            if found is None:
                return without(request, purpose)
            if request.method == "POST":
                mark = read_mark(request)
                if not is_of_this_link(mark, found):
                    return another_link(request, mark, found, labels_of)
            request.link_of_page = found
            request.link_mark = SimpleLazyObject(lambda: make_mark(found))
            return view(request, found, *args, **kwargs)

        return guarded

    return decorate
