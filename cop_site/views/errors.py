"""Error pages.

Those that may come before a request is complete need neither a database nor context processors.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

from lib.sent_fields import sent_fields


def render_without_request(request, *, template, status):
    """The page in the language of the request, which may have none yet when middleware answers."""
    with translation.override(translation.get_language_from_request(request)):
        return HttpResponse(render_to_string(template), status=status)


def bad_request(request, exception=None):
    return render_without_request(request, template="400.html", status=400)


def too_large(request, exception=None):
    return render_without_request(request, template="413.html", status=413)


def address_too_long(request):
    return render_without_request(request, template="414.html", status=414)


def wrong_method(request, allowed):
    """405 as a page: somebody followed a link, or came back from signing in,
    to a URL that only accepts POST.
    """
    answer = render_without_request(request, template="405.html", status=405)
    answer.headers["Allow"] = allowed
    return answer


def server_error(request):
    return HttpResponse(render_to_string("500.html"), status=500)


@requires_csrf_token
def permission_denied(request, exception=None):
    return render(request, "403.html", {"words": str(exception or "")}, status=403)


@requires_csrf_token
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@requires_csrf_token
def csrf_failure(request, reason=""):
    """A form with an expired CSRF token: show what was typed, so that one click sends it again."""
    kept = [] if came_from_elsewhere(request) else sent_fields(request)
    return render(
        request, "403_csrf.html", {"kept": kept, "address": request.get_full_path()}, status=403
    )


def came_from_elsewhere(request):
    """Whether another site sent the form: what it sent must not be shown in a form
    that carries our token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"
