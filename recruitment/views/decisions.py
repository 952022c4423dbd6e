"""Deciding on applications from the board: seats, waiting list, no seat, reminders, corrections."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cohorts.models import Admission, StaffAct
from cohorts.permissions import cohort_page
from cohorts.views.look import Look, look_or_perform, repeated_fields, wants_form
from lib.record_walk import carried_query
from meetings.actions.admission import admission_to

from ..actions.decision_acts import KINDS, decide
from ..actions.decisions import OfferRefused
from ..actions.endorsement_acts import correct_application, remind_directors
from ..actions.offer_acts import offer
from ..actions.offers import NO_SEAT_LEFT
from ..forms.decisions import ApplicationSelectionForm, CorrectionForm, DecisionForm, LateReasonForm
from ..models import Application
from .applications import CHOOSES, PAGE_SIZE, board_filters, detail_page, get_application


def back_to_board(request, cohort, ticked=()):
    """Redirect to the board with its filters, which the bulk form carries,
    and with these applications ticked.
    """
    query = board_filters(request.POST) + [("application", row.pk) for row in ticked]
    address = reverse("recruitment:application-list", args=[cohort.slug])
    return redirect(f"{address}?{urlencode(query)}" if query else address)


def selected_applications(request, cohort):
    """The ticked applications; an empty list, with messages for the page,
    if the selection is not valid.
    """
    form = ApplicationSelectionForm(request.POST, cohort=cohort)
    if form.is_valid():
        return list(form.cleaned_data["application"])
    for message in form.errors.get("application", []):
        messages.error(request, message)
    return []


def is_from_application(request, applications):
    """Whether the button stood on the page of one application, and not under the board."""
    return request.POST.get("back") == "application" and len(applications) == 1


def look_at_chosen(request, cohort, heading, applications, *, keep_word):
    """A Look whose act leads to where its button stood: the page of the application, or the board
    as it was, whose link keeps the ticks.
    """
    if is_from_application(request, applications):
        return look_from_application(request, applications[0], heading, keep_word=keep_word)
    board = back_to_board(request, cohort).url
    ticked = back_to_board(request, cohort, ticked=applications[:PAGE_SIZE]).url
    path = [
        (reverse("recruitment:application-list", args=[cohort.slug]), f"Applications, {cohort}")
    ]
    return Look(heading, path, next=board, keep=ticked, keep_word=keep_word)


@cohort_page(*CHOOSES)
@require_POST
def application_offer(request, cohort):
    applications = selected_applications(request, cohort)
    if not applications:
        return back_to_board(request, cohort)
    if not join_late(applications):
        return look_or_offer(request, cohort, applications)
    late = LateReasonForm(request.POST)
    if wants_form(request) or not late.is_valid():
        return ask_late_reason(request, cohort, applications, late)
    return look_or_offer(request, cohort, applications, late.cleaned_data["late_reason"])


def look_or_offer(request, cohort, applications, late_reason=""):
    look = look_at_chosen(request, cohort, "Give seats", applications, keep_word="Give no seat now")
    return look_or_refuse(
        request,
        look,
        lambda act: offer(act, cohort, applications, late_reason=late_reason),
        kind=StaffAct.Kind.OFFER,
        cohort=cohort,
    )


def look_or_refuse(request, look, verb, *, kind, cohort):
    """As `look_or_perform`; a refusal (OfferRefused) is a message where `keep` leads."""
    try:
        return look_or_perform(request, look, verb, kind=kind, cohort=cohort)
    except OfferRefused as refusal:
        show_refusal(request, refusal)
    return redirect(look.keep)


def join_late(applications):
    """Those of these applications whose group is closed: they need a reason."""
    rules = {}
    for application in applications:
        part = application.cohort_part
        rules.setdefault(part.pk, admission_to(part))
    return [row for row in applications if rules[row.cohort_part_id] == Admission.WITH_REASON]


def ask_late_reason(request, cohort, applications, form):
    """The page that asks why somebody joins a closed group; it keeps what was ticked."""
    is_sent = "late_reason" in request.POST
    context = {
        "cohort": cohort,
        "late": join_late(applications),
        "form": form if is_sent else LateReasonForm(),
        "fields": [row for row in repeated_fields(request) if row[0] != "late_reason"],
        "keep": back_to_board(request, cohort, ticked=applications[:PAGE_SIZE]).url,
    }
    return render(request, "recruitment/application_late.html", context)


def show_refusal(request, refusal):
    """One message, whatever the number of applications that stood in the way."""
    people = [
        (f"{application.name}: {reason}.",) for application, reason in refusal.reasons.items()
    ]
    if len(people) > 1 or NO_SEAT_LEFT in refusal.reasons.values():
        why = "No seat was given, because not all of these can have a seat:"
        messages.error(
            request, format_html("{}<ul>{}</ul>", why, format_html_join("", "<li>{}</li>", people))
        )
    else:
        messages.warning(request, people[0][0])


@cohort_page(*CHOOSES)
@require_POST
def application_remind(request, cohort):
    applications = selected_applications(request, cohort)
    if not applications:
        return back_to_board(request, cohort)
    return look_or_perform(
        request,
        look_at_chosen(
            request, cohort, "Remind the directors", applications, keep_word="Remind nobody now"
        ),
        lambda act: remind_directors(act, cohort, applications),
        kind=StaffAct.Kind.DIRECTOR_REMINDER,
        cohort=cohort,
    )


def page_in_list(request, application):
    """The address of its page, with the list it was opened from, as the form's address says."""
    return application.get_absolute_url() + carried_query(request.GET)


def look_from_application(request, application, heading, *, keep_word):
    page = page_in_list(request, application)
    path = [
        (reverse("recruitment:application-list", args=[application.cohort.slug]), "Applications"),
        (page, application.name),
    ]
    return Look(heading, path, next=page, keep=page, keep_word=keep_word)


@cohort_page(*CHOOSES)
@require_POST
def application_decide(request, cohort, pk):
    application = get_object_or_404(Application.objects.newcomers().of_cohort(cohort), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return nothing_decided(request, application)
    heading = f"Decide on {application.name}"
    look = look_from_application(request, application, heading, keep_word="Decide nothing now")
    return look_or_refuse(
        request,
        look,
        lambda act: decide(act, cohort, application, **form.cleaned_data),
        kind=KINDS[form.cleaned_data["decision"]],
        cohort=cohort,
    )


def nothing_decided(request, application):
    messages.error(
        request,
        "Choose the waiting list or no seat, and keep the note under 500 characters. "
        "Nothing was decided.",
    )
    return redirect(page_in_list(request, application))


@cohort_page(*CHOOSES)
@require_POST
def application_correct(request, cohort, pk):
    application = get_application(cohort, pk)
    form = CorrectionForm(request.POST, application=application)
    if not form.is_valid():
        return detail_page(request, cohort, application, form)
    heading = f"Correct the application of {application.name}"
    look = look_from_application(request, application, heading, keep_word="Keep it")
    return look_or_perform(
        request,
        look,
        lambda act: correct_application(act, application, **form.cleaned_data),
        kind=StaffAct.Kind.CORRECTION,
        cohort=cohort,
    )
