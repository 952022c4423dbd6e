"""The recruitment board: who applied, who signed, and the seats."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import FACILITATOR, LEAD, STATE
from cohorts.permissions import cohort_page
from lib.cursors import MAX_CURSOR_LENGTH
from lib.exports import export_response
from lib.paging import AFTER, BEFORE, paginate, total_from_filters
from lib.query import search_text

from ..actions.applications import correct
from ..actions.endorsements import remind
from ..actions.offers import NO_SEAT, NotOffered, offer_no_seat, offer_seats, put_on_waiting_list
from ..exports import ApplicationResource
from ..forms.application_questions import shown
from ..forms.decisions import ChosenForm, CorrectionForm, DecisionForm
from ..letters import letters_about
from ..models import Application
from ..pages import application_board
from ..pages.endorsement_history import history_of

#: Who reads applications, and who chooses among them.
READS, CHOOSES = (FACILITATOR, LEAD, STATE), (LEAD, STATE)
A_PAGE = 50


def asked_for(request, cohort):
    """(all applications, those the address narrows to)."""
    everything = application_board.applications_of(cohort)
    wanted = {"state": request.GET.get("state", ""), "words": search_text(request.GET), "sort": request.GET.get("sort", "")}
    return everything, application_board.narrowed(everything, **wanted)


@cohort_page(*READS)
@require_safe
def application_list(request, cohort):
    everything, narrowed = asked_for(request, cohort)
    number = application_board.counts(everything)
    by_state = application_board.chips(number)
    page = paginate(application_board.with_rows(narrowed), request.GET, size=A_PAGE, total=total_from_filters(by_state, request.GET))
    ticked = set(request.GET.getlist("application"))
    context = {
        "cohort": cohort,
        "part": cohort.recruiting_part,
        "page": page,
        "rows": [application_board.row_of(application) | {"ticked": str(application.pk) in ticked} for application in page],
        "chips": by_state,
        "sorts": [{"word": word, "value": value} for value, (word, order) in application_board.SORTS.items()],
        "number": number,
        "free": cohort.seats.free().count(),
        "seats": cohort.seats.count(),
        "chooses": request.access.is_one_of(*CHOOSES),
        "kept": filters_in(request.GET),
    }
    return render(request, "recruitment/application_list.html", context)


def filters_in(sent):
    """The filters of the board among what was sent, and nothing else."""
    return {name: sent[name][:MAX_CURSOR_LENGTH] for name in ("state", "q", "sort", AFTER, BEFORE) if sent.get(name)}


@cohort_page(*READS)
@require_safe
def application_export(request, cohort, ending):
    narrowed = asked_for(request, cohort)[1]
    return export_response(ApplicationResource(), application_board.with_rows(narrowed), name=f"{cohort.slug}-applications", ending=ending)


@cohort_page(*READS)
@require_safe
def application_detail(request, cohort, pk):
    return detail_page(request, cohort, one(cohort, pk))


def one(cohort, pk):
    everything = application_board.with_rows(application_board.applications_of(cohort)).select_related("cohort_part__part", "membership__seat", "person")
    return get_object_or_404(everything, pk=pk)


def detail_page(request, cohort, application, form=None):
    endorsement = application.endorsement
    context = {
        "cohort": cohort,
        "application": application,
        "row": application_board.row_of(application),
        "endorsement": endorsement,
        "happened": history_of(endorsement) if endorsement else [],
        "letters": letters_about(application).defer("body", "demo_text")[:20],
        "said": said(application),
        "criteria": [(criterion, criterion.code in application.criteria_met) for criterion in cohort.guidebook.criteria.all()],
        "chooses": request.access.is_one_of(*CHOOSES),
        "correction": form or CorrectionForm(application=application),
        "can_choose": application.is_choosable,
    }
    return render(request, "recruitment/application_detail.html", context)


def said(application):
    """Answers in words. What was marked as not used to choose is shown once the seat is given."""
    answers = application.answers.model.objects.filter(application=application).select_related("question")
    return [
        (answer.question.label, shown(answer.question, answer.text, answer.chosen))
        for answer in answers
        if not answer.question.sensitive or application.decision == "seated"
    ]


def back_to_board(request, cohort, ticked=()):
    """To the board as it was filtered, these ticked: the bulk form carries the filters as they stood in the address."""
    kept = filters_in(request.POST) | ({"application": [application.pk for application in ticked]} if ticked else {})
    address = reverse("recruitment:application-list", args=[cohort.slug])
    return redirect(f"{address}?{urlencode(kept, doseq=True)}" if kept else address)


def chosen(request, cohort):
    """The ticked applications; says what is wrong and returns none otherwise."""
    form = ChosenForm(request.POST, cohort=cohort)
    if form.is_valid():
        return list(form.cleaned_data["application"])
    for words in form.errors.get("application", []):
        messages.error(request, words)
    return []


@cohort_page(*CHOOSES)
@require_POST
def application_offer(request, cohort):
    applications = chosen(request, cohort)
    offered = applications and offer_and_say(request, cohort, applications)
    return back_to_board(request, cohort, ticked=[] if offered else applications[:A_PAGE])


def offer_and_say(request, cohort, applications):
    """Says what came of it; whether anything was offered."""
    seated = []
    try:
        seated = offer_seats(cohort, applications, by=request.user)
    except NotOffered as refusal:
        say_why(request, refusal)
    else:
        messages.success(request, seats_given(seated))
    return bool(seated)


def seats_given(seated):
    """One sentence for one seat; the list below shows who when there are more."""
    if len(seated) > 1:
        return f"{len(seated)} people have a seat now. Their letters are on their way."
    return f"{seated[0].name} has seat {seated[0].membership.seat.number}. The letter is on its way."


def say_why(request, refusal):
    """One box, whatever the number of people in it."""
    people = [(f"{application.name}: {reason}.",) for application, reason in refusal.reasons.items()]
    if len(people) > 1 or NO_SEAT in refusal.reasons.values():
        why = "Nothing was offered, because not all of these can have a seat:"
        messages.error(request, format_html("{}<ul>{}</ul>", why, format_html_join("", "<li>{}</li>", people)))
    else:
        messages.warning(request, people[0][0])


@cohort_page(*CHOOSES)
@require_POST
def application_remind(request, cohort):
    told = 0
    for application in chosen(request, cohort):
        try:
            told += remind_one(application, by=request.user)
        except ValueError as refusal:
            messages.warning(request, f"{application.name}: {refusal}")
    if told:
        messages.success(request, f"{told} reminder{'s are' if told > 1 else ' is'} on the way.")
    return back_to_board(request, cohort)


def remind_one(application, *, by):
    endorsement = application.endorsement
    if endorsement is None:
        raise ValueError("No director is asked.")
    remind(endorsement, by=by)
    return 1


@cohort_page(*CHOOSES)
@require_POST
def application_decide(request, cohort, pk):
    application = get_object_or_404(Application.objects.of_cohort(cohort), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the waiting list or no seat, and keep the note under 500 characters. Nothing was decided.")
        return redirect("recruitment:application-detail", cohort.slug, pk)
    try:
        decide_and_say(request, cohort, application, **form.cleaned_data)
    except NotOffered as refusal:
        say_why(request, refusal)
    return redirect("recruitment:application-detail", cohort.slug, pk)


def decide_and_say(request, cohort, application, *, decision, note):
    if decision == "waiting":
        put_on_waiting_list(cohort, application, by=request.user)
        messages.success(request, f"{application.name} is on the waiting list. The letter is on its way.")
    else:
        offer_no_seat(cohort, application, by=request.user, note=note)
        messages.success(request, f"{application.name} gets no seat this time. The letter is on its way.")


@cohort_page(*CHOOSES)
@require_POST
def application_correct(request, cohort, pk):
    application = one(cohort, pk)
    form = CorrectionForm(request.POST, application=application)
    if not form.is_valid():
        return detail_page(request, cohort, application, form)
    if correct(application, by=request.user, **form.cleaned_data):
        messages.success(request, "Corrected. We ask at the new address for a signature.")
    else:
        messages.success(request, "Corrected.")
    return redirect("recruitment:application-detail", cohort.slug, pk)
