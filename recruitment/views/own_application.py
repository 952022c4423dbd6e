"""One's own application, reached by a private link. Any button pressed here shows that the address is one's own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.models import Letter
from people.models import Link

from ..actions.applications import change, may_change, withdraw
from ..forms.applications import AnswersForm
from ..letters import letters_of
from ..models import Application
from ..permissions import application_link_page
from .apply import about

own_page = application_link_page(Link.Purpose.APPLICATION)


def own_application(link):
    """The application of this link with what its page shows."""
    cohort = "cohort_part__cohort"
    related = [f"{cohort}__network", f"{cohort}__region", f"{cohort}__guidebook", "cohort_part__part", "county", "membership__seat"]
    whole = Application.objects.select_related(*related).prefetch_related("endorsements", "answers__question")
    return whole.get(pk=link.application_id)


@own_page
@require_safe
def application_own(request, link):
    application = own_application(link)
    part = application.cohort_part
    form = AnswersForm.of(application, cohort_part=part)
    context = {
        "application": application,
        "endorsement": application.endorsement,
        "not_delivered": came_back(application.endorsement),
        "said": form.said(),
        "may_change": may_change(application),
        "may_withdraw": may_withdraw(application),
    }
    return render(request, "recruitment/application_own.html", context | about(part))


def came_back(endorsement):
    """Did the newest letter to the director not arrive?"""
    newest = letters_of(endorsement).first() if endorsement else None
    return bool(newest) and newest.status in (Letter.Status.FAILED, Letter.Status.BOUNCED)


def may_withdraw(application):
    if application.membership_id:
        return application.membership.is_current
    return application.is_choosable


@own_page
@require_POST
def application_confirm(request, link):
    link.application.confirm()
    messages.success(request, _("Thank you. We know now that this address is yours."))
    return redirect("recruitment:application-own")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def application_change(request, link):
    application = own_application(link)
    part = application.cohort_part
    if not may_change(application):
        messages.warning(request, _("This application can no longer be changed here."))
        return redirect("recruitment:application-own")
    form = AnswersForm.of(application, request.POST if request.method == "POST" else None, cohort_part=part)
    if form.is_valid():
        asks_again = change(application, fields=form.row(), answers=form.answers())
        application.confirm()
        messages.success(request, changed_words(form.cleaned_data.get("director_name"), asks_again))
        return redirect("recruitment:application-own")
    return render(request, "recruitment/application_change.html", {"form": form, "application": application} | about(part))


def changed_words(director, asks_again):
    if asks_again:
        return _("Your answers are changed. We have asked %(director)s to sign what they say now.") % {"director": director}
    return _("Your answers are changed.")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request, link):
    application = own_application(link)
    if request.method != "POST":
        return render(request, "recruitment/application_withdraw.html", {"application": application} | about(application.cohort_part))
    try:
        withdraw(application)
        messages.success(request, _("Your application is withdrawn."))
    except ValueError as refusal:
        messages.warning(request, str(refusal))
    return redirect("recruitment:application-own")
