"""Middleware: malformed requests, the second factor, caching, and the URL name for the history."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from pghistory.middleware import HistoryMiddleware

from accounts.second_factor import is_exempt, needs_password
from cohorts.access import works_here

from .english_pages import is_english_page
from .pages_of_acts import redirect_to_page
from .views.errors import address_too_long, bad_request, too_large, wrong_method

#: Beginnings of the paths that staff reach before they have passed the second factor.
BEFORE_SECOND_FACTOR = ("/account/", "/static/", "/language/", "/sign-out/", "/healthz")
#: URL names without a history context: pghistory puts it into a comment of each statement, where
#: PostgreSQL's log could show who sent an evaluation.
WITHOUT_HISTORY = {"evaluations:evaluation-answer", "evaluations:evaluation-answer-link"}


def reject_malformed_requests(get_response):
    """Answer 400 to NUL bytes, which PostgreSQL refuses, 413 to bodies over REQUEST_MAX_BYTES,
    and 414 to addresses over ADDRESS_MAX_LENGTH.
    """

    def middleware(request):
        return refusal_of_address(request) or refusal_of_body(request) or get_response(request)

    return middleware


def refusal_of_address(request):
    """The answer to a malformed address; None to any other."""
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return bad_request(request, None)
    if len(request.get_full_path()) > settings.ADDRESS_MAX_LENGTH:
        return address_too_long(request)
    return None


def refusal_of_body(request):
    """The answer to a malformed body; None to any other."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return bad_request(request, None)
    if length > settings.REQUEST_MAX_BYTES:
        return too_large(request)
    try:
        has_nul = request.method == "POST" and holds_nul(request.POST)
    except RequestDataTooBig:
        return too_large(request)
    return bad_request(request, None) if has_nul else None


def holds_nul(data):
    """Whether a name or a value of what was sent holds a NUL byte."""
    return any("\x00" in text for name, values in data.lists() for text in [name, *values])


def reset_time_zone(get_response):
    """Reset the active time zone at the start of each request;
    pages about a cohort activate their own.
    """

    def middleware(request):
        timezone.deactivate()
        return get_response(request)

    return middleware


def whole_english_pages(get_response):
    """Pages without Spanish are English as a whole for their readers, and offer no switch.

    Others are refused there in their own language.
    """

    def middleware(request):
        person, name = request.user, url_name(request)
        request.is_english_page = (
            is_english_page(name) and person.is_authenticated and works_here(person)
        )
        if request.is_english_page:
            translation.activate("en")
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


def friendly_405(get_response):
    """Give a page to a GET request on a URL that only accepts POST;
    Django's own answer is empty.
    """

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            return wrong_method(request, response.headers.get("Allow", "POST"))
        return response

    return middleware


def lead_to_page_of_act(get_response):
    """Lead a person who opens the address of an act to the page it belongs to.

    Only a browser that asks for a page: others keep their 405.
    """

    def middleware(request):
        response = get_response(request)
        wants_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code == 405 and wants_page:
            return redirect_to_page(request) or response
        return response

    return middleware


def require_second_factor(get_response):
    """Redirect staff to the second factor until this session has passed it."""

    def middleware(request):
        person = request.user
        is_free = not person.is_authenticated or request.path.startswith(BEFORE_SECOND_FACTOR)
        if not is_free and needs_second_factor(request):
            has_one = person.authenticator_set.exists()
            page = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")
            return redirect(f"{page}?{urlencode({'next': request.get_full_path()})}")
        return get_response(request)

    return middleware


def needs_second_factor(request):
    if is_exempt(request.user):
        return False
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "mfa" for record in records):
        return False
    return needs_password(request.user)


def no_store_for_private_pages(get_response):
    """Forbid caching of everything behind a sign-in or a personal link,
    for proxies and shared browsers.
    """

    def middleware(request):
        response = get_response(request)
        if not request.path.startswith("/static/") and is_personal(request):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def is_personal(request):
    return request.user.is_authenticated or any(
        name.startswith("hallway-link-") for name in request.COOKIES
    )


class UrlNameHistoryMiddleware(HistoryMiddleware):
    """Give pghistory the person and the URL name, never the path, which can hold a secret."""

    def get_context(self, request):
        return {"user": super().get_context(request)["user"], "url": url_name(request)}

    def __call__(self, request):
        if url_name(request) in WITHOUT_HISTORY:
            return self.get_response(request)
        return super().__call__(request)


def url_name(request):
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
