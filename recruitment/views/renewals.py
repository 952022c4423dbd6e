"""A member's page about the next part: one click says that they go on, or that they do not."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.permissions import link_expired

from ..actions.renewals import RenewalRefused, director_to_ask, renew, renewal_of, stop
from ..forms.renewals import RenewalForm
from ..models import Application
from ..pages.public_part import public_part_context
from ..pages.renewals import part_to_renew, state_of
from ..permissions import renewal_page


@renewal_page
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request, link):
    """`go` says which button: on, or not. What is decided stands on the same page."""
    membership = link.membership
    part = part_to_renew(membership)
    if part is None:
        return link_expired(request)
    sent = request.POST if request.method == "POST" and request.POST.get("go") == "on" else None
    form = RenewalForm(
        sent, asks_sign_off=part.part.asks_sign_off, director=director_to_ask(membership)
    )
    may_store = request.method == "POST" and (sent is None or form.is_valid())
    if may_store and answer(request, membership, part, form if sent is not None else None):
        return redirect("recruitment:renewal")
    return render(request, "recruitment/application_renew.html", context_of(membership, part, form))


def show_renewal(request, membership, part):
    """The same page for whoever came by a letter about the renewal: it only says what is so."""
    context = context_of(membership, part, None) | {"may_answer": False, "may_stop": False}
    return render(request, "recruitment/application_renew.html", context)


def answer(request, membership, part, form):
    """Store the answer; whether it was stored. form: None for whoever does not go on."""
    try:
        if form:
            renew(membership, part, by=membership.person, **form.cleaned_data)
            messages.success(request, _("Thank you. We have it that you go on."))
        else:
            stop(membership, part)
            messages.success(request, _("Thank you. We have it that you do not go on."))
    except RenewalRefused as refusal:
        if form is None:
            messages.warning(request, str(refusal))
            return True
        form.add_error(None, str(refusal))
        return False
    return True


def context_of(membership, part, form):
    said = Application.objects.filter(renews=membership, cohort_part=part)
    state = state_of(list(said.prefetch_related("endorsements")))
    return public_part_context(part) | {
        "membership": membership,
        "form": form,
        "state": state,
        "application": renewal_of(membership, part),
        "may_answer": state in ("silent", "no") and part.still_takes_what_was_begun,
        "may_stop": state in ("silent", "director", "declined") and part.still_takes_what_was_begun,
    }
