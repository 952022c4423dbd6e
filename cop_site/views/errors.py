"""Pages for what goes wrong. Bare ones need neither request, database nor context."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

#: Never shown back, whatever happens.
SECRET_WORDS = ("csrf", "password", "code", "token", "secret")
KEPT_FIELDS, KEPT_CHARACTERS = 200, 200_000
#: A value that somebody wrote is shown; a choice that somebody ticked travels hidden.
WRITTEN_FROM = 25


def render_without_request(request, *, template, status):
    """These answers may come before a language was chosen for this request."""
    with translation.override(translation.get_language_from_request(request)):
        return HttpResponse(render_to_string(template), status=status)


def bad_request(request, exception=None):
    return render_without_request(request, template="400.html", status=400)


def too_large(request, exception=None):
    return render_without_request(request, template="413.html", status=413)


def wrong_method(request, allowed):
    """Somebody came by a link, or back from signing in, to an address that only a form is sent to."""
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
    """An old page was sent: give back what was typed, so that one click sends it again."""
    kept = [] if came_from_elsewhere(request) else sent_fields(request)
    return render(request, "403_csrf.html", {"kept": kept, "address": request.get_full_path()}, status=403)


def came_from_elsewhere(request):
    """Another site must not be able to put words into a form that carries our token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def sent_fields(request):
    sent = [(name, value) for name, values in request.POST.lists() for value in values if not is_secret(name)]
    if len(sent) > KEPT_FIELDS or sum(len(value) for name, value in sent) > KEPT_CHARACTERS:
        return []
    return [{"name": name, "value": value, "long": is_long(value)} for name, value in sent]


def is_secret(name):
    return any(word in name.lower() for word in SECRET_WORDS)


def is_long(value):
    return len(value) > WRITTEN_FROM or " " in value.strip()
