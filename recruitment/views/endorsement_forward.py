"""The page on which a director passes a sign-off on to somebody else."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.languages import language_asked_in_form, remember_language
from people.permissions import link_expired

from ..actions.endorsement_forward import forward
from ..actions.endorsements import endorsements_for_link
from ..forms.endorsement_forward import ForwardForm
from .endorsements import director_page


@director_page
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_forward(request, link):
    endorsements = endorsements_for_link(link)
    if not endorsements:
        return link_expired(request)
    waiting, network = endorsements.waiting(), link.application.cohort.network
    if not waiting:
        messages.info(
            request,
            _(
                "You have answered for everybody, so there is nothing to pass on. "
                "You can change an answer here."
            ),
        )
        return redirect("recruitment:endorsement-answer")
    language = language_asked_in_form(request)
    form = ForwardForm(
        request.POST if request.method == "POST" and not language else None,
        initial=request.POST.dict() | {"who": request.POST.getlist("who")} if language else None,
        waiting=waiting,
    )
    if form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            passed_on = forward(
                link, name=name, email=email, language=get_language()[:2], chosen=form.chosen()
            )
        except ValueError as refusal:
            form.add_error("email", str(refusal))
        else:
            context = {
                "name": name,
                "email": email,
                "passed_on": passed_on,
                "left": len(form.waiting) - len(passed_on),
                "network": network,
            }
            return render(request, "recruitment/endorsement_forwarded.html", context)
    context = {"form": form, "waiting": waiting, "network": network, "language_form": "forward"}
    page = render(request, "recruitment/endorsement_forward.html", context)
    return remember_language(request, page, language)
