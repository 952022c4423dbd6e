"""One's own application, reached by a private link. Any button pressed here shows that the address is one's own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..applying import change, may_change, withdraw
from ..forms.application import AnswersForm
from ..models import Application, Link
from ..permissions import link_page
from .apply import about

own_page = link_page(Link.Purpose.APPLICATION)


def own_application(link):
    """The application of this link with what its page shows."""
    whole = Application.objects.select_related("cohort__network", "cohort__region", "cohort__guidebook", "part", "county", "membership__seat")
    return whole.prefetch_related("endorsements__letters", "answers__question").get(pk=link.application_id)


def part_of(application):
    part = application.cohort.cohort_parts.select_related("part").get(part=application.part_id)
    part.cohort = application.cohort
    return part


@own_page
@require_safe
def application_own(request, link):
    application = own_application(link)
    part = part_of(application)
    form = AnswersForm.of(application, cohort_part=part)
    context = {
        "application": application,
        "endorsement": application.endorsement,
        "not_delivered": came_back(application.endorsement),
        "said": form.said(),
        "may_change": may_change(application),
        "may_withdraw": may_withdraw(application),
    }
    return render(request, "cohorts/application_own.html", context | about(part))


def came_back(endorsement):
    """Did the newest letter to the director not arrive?"""
    letters = list(endorsement.letters.all()) if endorsement else []
    return bool(letters) and letters[0].status in ("failed", "bounced")


def may_withdraw(application):
    if application.membership_id:
        return application.membership.is_current
    return application.withdrawn_at is None and application.decision in ("", "waiting")


@own_page
@require_POST
def application_confirm(request, link):
    link.application.confirm()
    messages.success(request, _("Thank you. We know now that this address is yours."))
    return redirect("cohorts:application-own")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def application_change(request, link):
    application = own_application(link)
    part = part_of(application)
    if not may_change(application):
        messages.warning(request, _("This application can no longer be changed here."))
        return redirect("cohorts:application-own")
    form = AnswersForm.of(application, request.POST if request.method == "POST" else None, cohort_part=part)
    if form.is_valid():
        asks_again = change(application, fields=form.row(), answers=form.answers())
        application.confirm()
        messages.success(request, changed_words(form.cleaned_data.get("director_name"), asks_again))
        return redirect("cohorts:application-own")
    return render(request, "cohorts/application_change.html", {"form": form, "application": application} | about(part))


def changed_words(director, asks_again):
    if asks_again:
        return _("Your answers are changed. We have asked %(director)s to sign what they say now.") % {"director": director}
    return _("Your answers are changed.")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request, link):
    application = own_application(link)
    if request.method != "POST":
        return render(request, "cohorts/application_withdraw.html", {"application": application} | about(part_of(application)))
    try:
        withdraw(application)
        messages.success(request, _("Your application is withdrawn."))
    except ValueError as refusal:
        messages.warning(request, str(refusal))
    return redirect("cohorts:application-own")
