"""Whoever signs in with a password changes their own address: it counts after a click from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lib.query import posted
from people.actions.change_address import AddressTaken

from ..actions.own_address import ask_own_address, waiting_for
from ..forms.own_address import OwnAddressForm
from ..second_factor import needs_password


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def address_change(request):
    person = request.user
    if not needs_password(person):
        raise Http404
    form = OwnAddressForm(posted(request), person=person)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            ask_own_address(person, email)
        except AddressTaken:
            form.add_error("email", "This address cannot be used. Choose another one.")
        else:
            messages.success(request, f"We have written to {email}. It counts after a click there.")
            return redirect("mfa_index")
    context = {"form": form, "waiting": waiting_for(person)}
    return render(request, "account/address_change.html", context)
