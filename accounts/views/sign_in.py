from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from lib.query import posted
from people.models import Link
from people.permissions import link_page

from ..actions.signin_links import ask_for_link, people_with_link
from ..forms.sign_in import AddressForm, SignInForm
from ..second_factor import is_exempt, needs_password

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Ask for a sign-in link.

    The same answer after the same work, whether the address is known or not.
    """
    form = AddressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ask_for_link(form.cleaned_data["email"])
        return render(request, "accounts/sign_in_sent.html", {"email": form.cleaned_data["email"]})
    response = render(request, "accounts/sign_in.html", {"form": form})
    keep_next_page(request, response)
    return response


def keep_next_page(request, response):
    """Keep the path of `?next=` in a cookie, where `next_page` finds it."""
    if wanted := safe_path(request, request.GET.get("next", "")):
        response.set_signed_cookie(
            "hallway-next",
            wanted,
            salt="next",
            max_age=3600,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


@link_page(Link.Purpose.SIGN_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request, link):
    """GET shows a button and changes nothing, since mail scanners open links; POST uses the link up
    and signs in; of several people who share the mailbox, the one who was chosen.
    """
    people = people_behind(link)
    if not people:
        return render(request, "link_expired.html", status=410)
    form = SignInForm(posted(request), people=people)
    if not form.is_valid():
        context = {"person": form.only_person, "form": form}
        return render(request, "accounts/sign_in_confirm.html", context)
    if not link.use():
        return render(request, "link_expired.html", status=410)
    return sign_in_by(request, form)


def sign_in_by(request, form):
    """Sign in the person of a valid SignInForm; the response leads to the page asked for before."""
    log_in(request, form.person)
    if form.cleaned_data["shared_device"]:
        request.session.set_expiry(0)
    response = forget_links(request, redirect(next_page(request)))
    response.delete_cookie("hallway-next")
    return response


def people_behind(link):
    """Whom this link signs in: its person, else one of those who share the mailbox."""
    people = [link.person] if link.person else people_with_link(link.email_key)
    return [person for person in people if person.is_active and may_sign_in_by_link(person)]


def may_sign_in_by_link(person):
    """Everybody but staff; of staff only the invented people of the demonstration."""
    return is_exempt(person) or not needs_password(person)


def log_in(request, person):
    """Sign this person in with a new session key."""
    login(request, person, backend=BACKEND)


def forget_links(request, response):
    """Delete the cookies of personal links, so that the next user of this browser finds none.

    Returns the response.
    """
    for name in request.COOKIES:
        if name.startswith("hallway-link-"):
            response.delete_cookie(name)
    return response


def next_page(request):
    """The path that was asked for before signing in, else the URL name of the home page."""
    path = request.get_signed_cookie("hallway-next", "", salt="next", max_age=3600)
    return safe_path(request, path) or settings.LOGIN_REDIRECT_URL


def safe_path(request, path):
    """The path if it is one of this site, else "":
    a redirect to another site would help phishing.
    """
    ours = url_has_allowed_host_and_scheme(
        path, allowed_hosts=None, require_https=request.is_secure()
    )
    return path if ours and path.startswith("/") and "\\" not in path and len(path) < 500 else ""


@login_not_required
@require_POST
def sign_out(request):
    """End the session and forget every personal link this browser holds."""
    logout(request)
    return forget_links(request, redirect(settings.LOGOUT_REDIRECT_URL))
