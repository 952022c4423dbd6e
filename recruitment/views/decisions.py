"""Deciding on applications from the board: seats, waiting list, no seat, reminders, corrections."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cohorts.permissions import cohort_page

from ..actions.applications import correct
from ..actions.decisions import OfferRefused, offer_no_seat
from ..actions.endorsement_reminders import remind
from ..actions.offers import NO_SEAT_LEFT, offer_seats
from ..actions.waiting_list import put_on_waiting_list
from ..forms.decisions import ApplicationSelectionForm, CorrectionForm, DecisionForm
from ..models import Application
from .applications import CHOOSES, PAGE_SIZE, board_filters, detail_page, get_application


def back_to_board(request, cohort, ticked=()):
    """Redirect to the board with its filters, which the bulk form carries,
    and with these applications ticked.
    """
    query = board_filters(request.POST) | (
        {"application": [row.pk for row in ticked]} if ticked else {}
    )
    address = reverse("recruitment:application-list", args=[cohort.slug])
    return redirect(f"{address}?{urlencode(query, doseq=True)}" if query else address)


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


@cohort_page(*CHOOSES)
@require_POST
def application_offer(request, cohort):
    applications = selected_applications(request, cohort)
    if applications and try_offer(request, cohort, applications):
        return back_to_board(request, cohort)
    return back_to_board(request, cohort, ticked=applications[:PAGE_SIZE])


def try_offer(request, cohort, applications):
    """Offer the seats, with a message about the outcome. Returns whether they were offered."""
    try:
        seated = offer_seats(cohort, applications, by=request.user)
    except OfferRefused as refusal:
        show_refusal(request, refusal)
        return False
    messages.success(request, offered_message(seated))
    return bool(seated)


def offered_message(seated):
    if len(seated) > 1:
        return f"{len(seated)} people have a seat now. Their letters are on their way."
    return (
        f"{seated[0].name} has seat {seated[0].membership.seat.number}. The letter is on its way."
    )


def show_refusal(request, refusal):
    """One message, whatever the number of applications that stood in the way."""
    people = [
        (f"{application.name}: {reason}.",) for application, reason in refusal.reasons.items()
    ]
    if len(people) > 1 or NO_SEAT_LEFT in refusal.reasons.values():
        why = "Nothing was offered, because not all of these can have a seat:"
        messages.error(
            request, format_html("{}<ul>{}</ul>", why, format_html_join("", "<li>{}</li>", people))
        )
    else:
        messages.warning(request, people[0][0])


@cohort_page(*CHOOSES)
@require_POST
def application_remind(request, cohort):
    reminded = 0
    for application in selected_applications(request, cohort):
        try:
            remind_director(application, by=request.user)
            reminded += 1
        except ValueError as refusal:
            messages.warning(request, f"{application.name}: {refusal}")
    if reminded:
        messages.success(
            request, f"{reminded} reminder{'s are' if reminded > 1 else ' is'} on the way."
        )
    return back_to_board(request, cohort)


def remind_director(application, *, by):
    endorsement = application.endorsement
    if endorsement is None:
        raise ValueError("No director is asked.")
    remind(endorsement, by=by)


@cohort_page(*CHOOSES)
@require_POST
def application_decide(request, cohort, pk):
    application = get_object_or_404(Application.objects.of_cohort(cohort), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(
            request,
            (
                "Choose the waiting list or no seat, and keep the note under 500 characters. "
                "Nothing was decided."
            ),
        )
        return redirect("recruitment:application-detail", cohort.slug, pk)
    try:
        messages.success(
            request, apply_decision(cohort, application, by=request.user, **form.cleaned_data)
        )
    except OfferRefused as refusal:
        show_refusal(request, refusal)
    return redirect("recruitment:application-detail", cohort.slug, pk)


def apply_decision(cohort, application, *, by, decision, note):
    """Decide as the form says, and return the message about it. Raises OfferRefused."""
    if decision == Application.Decision.WAITING:
        put_on_waiting_list(cohort, application, by=by)
        return f"{application.name} is on the waiting list. The letter is on its way."
    offer_no_seat(cohort, application, by=by, note=note)
    return f"{application.name} gets no seat this time. The letter is on its way."


@cohort_page(*CHOOSES)
@require_POST
def application_correct(request, cohort, pk):
    application = get_application(cohort, pk)
    form = CorrectionForm(request.POST, application=application)
    if not form.is_valid():
        return detail_page(request, cohort, application, form)
    if correct(application, by=request.user, **form.cleaned_data):
        messages.success(request, "Corrected. We ask at the new address for a signature.")
    else:
        messages.success(request, "Corrected.")
    return redirect("recruitment:application-detail", cohort.slug, pk)
