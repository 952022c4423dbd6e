"""The applicant's own page, reached by a personal link.

The link was sent to the application's address, so whoever changes something here reads that
address: it is recorded as confirmed.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.models import Letter
from cohorts.pages.people_to_call import people_of_recruitment
from meetings.calendars import calendar_response
from people.languages import language_asked_in_form, remember_language
from people.models import Link
from people.permissions import link_expired

from ..actions.applications import change, may_change, withdraw
from ..actions.confirmation import SAME, SHARES, confirm, known_under_another_name
from ..forms.applications import ApplicationAnswersForm
from ..letters import letters_of
from ..models import Application
from ..pages.application_stages import application_stages
from ..pages.public_part import public_part_context
from ..permissions import application_link_page
from .renewals import show_renewal


def labels_of_answers(link, names):
    fields = ApplicationAnswersForm(cohort_part=link.application.cohort_part).fields
    return {name: fields[name].label for name in names if name in fields}


#: What the pages of an application read of other tables.
RELATED = [
    "cohort_part__cohort__network",
    "cohort_part__cohort__region",
    "cohort_part__cohort__guidebook",
    "cohort_part__part",
    "county",
    "membership__seat",
]
own_page = application_link_page(Link.Purpose.APPLICATION, labels_of=labels_of_answers)


def get_application(link):
    """The application of this ApplicationLink, with what its pages show."""
    applications = Application.objects.select_related(*RELATED)
    return applications.prefetch_related("endorsements", "answers__question").get(
        pk=link.application_id
    )


@own_page
@require_safe
def application_own(request, link):
    application = get_application(link)
    part = application.cohort_part
    if application.renews:
        return show_renewal(request, application.renews, part)
    form = ApplicationAnswersForm.of(application, cohort_part=part)
    context = {"application": application, "form": form, "said": form.initial_summary()}
    context |= progress_of(application) | {"to_call": people_of_recruitment(part.cohort)}
    return render(request, "recruitment/application_own.html", context | public_part_context(part))


def progress_of(application):
    """How far the application is, and what the applicant may still do."""
    stages, stage = application_stages(application)
    return {
        "stages": stages,
        "stage": stage,
        "endorsement": application.endorsement,
        "not_delivered": is_undelivered(application.endorsement),
        "other_name": known_under_another_name(application),
        "may_change": may_change(application),
        "may_withdraw": may_withdraw(application),
        "keeps_dates": keeps_dates(application),
    }


@own_page
@require_safe
def application_calendar(request, link):
    """The dates to keep free; with a seat, what members get."""
    application = get_application(link)
    if not keeps_dates(application):
        return link_expired(request)
    return calendar_response(
        application.cohort.meetings.filter(part=application.part).in_order(),
        cohort=application.cohort,
        for_members=application.told_decision == Application.Decision.SEATED,
    )


def is_undelivered(endorsement):
    """Whether the newest letter to the director did not arrive."""
    newest = letters_of(endorsement).first() if endorsement else None
    return bool(newest) and newest.status in (Letter.Status.FAILED, Letter.Status.BOUNCED)


def keeps_dates(application):
    """Whether the applicant keeps the dates free: unless told that there is no seat."""
    return may_withdraw(application) or not application.is_told


def may_withdraw(application):
    """While the answer is on its way nothing can be withdrawn: that would tell what it is."""
    if not application.is_told:
        return False
    if application.membership_id:
        return application.membership.is_current
    return application.is_choosable


@own_page
@require_POST
def application_confirm(request, link):
    says = request.POST.get("says", "")[:10]
    if known_under_another_name(link.application) and says not in (SAME, SHARES):
        messages.warning(request, _("Say which of the two is so."))
        return redirect("recruitment:application-own")
    confirm(link.application, says=says)
    messages.success(request, _("Thank you. We know now that this address is yours."))
    return redirect("recruitment:application-own")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def application_change(request, link):
    application = get_application(link)
    if not may_change(application):
        messages.warning(request, _("This application can no longer be changed here."))
        return redirect("recruitment:application-own")
    language = language_asked_in_form(request)
    form = change_form(request, application, language)
    if form.is_valid():
        store_change(request, application, form)
        return redirect("recruitment:application-own")
    context = {"form": form, "application": application, "language_form": "change"}
    context |= public_part_context(application.cohort_part)
    page = render(request, "recruitment/application_change.html", context)
    return remember_language(request, page, language)


def change_form(request, application, language):
    """The form as it was sent; where a button asked for a language, unbound with what was typed."""
    data = request.POST if request.method == "POST" and not language else None
    form = ApplicationAnswersForm.of(application, data, cohort_part=application.cohort_part)
    return form.with_typed(request.POST) if language else form


def store_change(request, application, form):
    sign_again = change(application, fields=form.application_fields(), answers=form.answers())
    application.confirm()
    director = form.cleaned_data.get("director_name")
    messages.success(request, changed_message(director, sign_again))


def changed_message(director, sign_again):
    if sign_again:
        return _(
            "Your answers are changed. We have asked %(director)s to sign what they say now."
        ) % {"director": director}
    return _("Your answers are changed.")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request, link):
    application = get_application(link)
    if not application.is_told and not application.withdrawn_at:
        messages.warning(
            request, _("Our answer is on its way. Open this page again when you have it.")
        )
        return redirect("recruitment:application-own")
    if request.method != "POST":
        context = {"application": application} | public_part_context(application.cohort_part)
        return render(request, "recruitment/application_withdraw.html", context)
    try:
        withdraw(application)
        messages.success(request, _("Your application is withdrawn."))
    except ValueError as refusal:
        messages.warning(request, str(refusal))
    return redirect("recruitment:application-own")
