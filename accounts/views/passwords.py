"""Staff choose a password by a link in a letter; they sign in with it and with a code
from their phone.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lib.query import posted
from people.models import Link
from people.permissions import link_page

from ..actions.signin_links import ask_for_password
from ..forms.sign_in import AddressForm
from ..second_factor import needs_password
from .sign_in import forget_links


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password_forgotten(request):
    """Ask for a link to choose a password. The answer is the same for every address."""
    form = AddressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ask_for_password(form.cleaned_data["email"])
        context = {"email": form.cleaned_data["email"], "again": reverse("account_reset_password")}
        return render(request, "accounts/sign_in_sent.html", context)
    return render(request, "accounts/password_forgotten.html", {"form": form})


@sensitive_post_parameters()
@link_page(Link.Purpose.PASSWORD)
@require_http_methods(["GET", "HEAD", "POST"])
def password_choose(request, link):
    """Sending the form uses the link up and leads to the staff sign-in."""
    if link.person is None or not link.person.is_active or not needs_password(link.person):
        return render(request, "link_expired.html", status=410)
    form = SetPasswordForm(link.person, posted(request))
    if request.method == "POST" and form.is_valid():
        if not link.use():
            return render(request, "link_expired.html", status=410)
        form.save()
        messages.info(request, _("Your password is set. Sign in with it now."))
        return forget_links(request, redirect("account_login"))
    return render(request, "accounts/password_choose.html", {"form": form, "person": link.person})


@login_not_required
def admin_sign_in(request, extra_context=None):
    """Replaces the admin's own sign-in page by that of staff, which limits tries and asks
    for the code.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(
        request.GET.get("next") or reverse("admin:index"), reverse("account_login")
    )


@login_not_required
def not_here(request, **kwargs):
    """404 for pages of django-allauth that do not exist here."""
    raise Http404
