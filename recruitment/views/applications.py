"""The recruitment board of a cohort, and one application on it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cohorts.access import FACILITATOR, LEAD, RUNS_IT, STATE
from cohorts.models import Cohort
from cohorts.pages.letters import describe as describe_letter
from cohorts.pages.staff_acts import act_about
from cohorts.permissions import cohort_page
from cohorts.views.people import chosen_cohorts
from lib.cursors import MAX_CURSOR_LENGTH
from lib.exports import COLUMNS, SORT, export_response
from lib.list_table import ListTable
from lib.paging import AFTER, BEFORE, total_from_filters
from lib.query import search_text
from lib.record_walk import carried_query

from ..colleagues import takes_part
from ..director_language import language_of_director
from ..exports.applications import ApplicationResource
from ..forms.decisions import CorrectionForm
from ..letters import letters_about
from ..models import ApplicationAnswer
from ..pages import application_board
from ..pages.application_walk import EVERYWHERE, place_in_list
from ..pages.endorsement_history import history_of
from ..pages.shared_addresses import add_sharing

#: Who reads applications, and who decides on them.
READS, CHOOSES = (FACILITATOR, LEAD, STATE), (LEAD, STATE)
PAGE_SIZE = 50
LETTERS_SHOWN = 20
#: Columns that a bulk form carries, at most.
MAX_COLUMNS = 20


def get_filters(request):
    """What the address asks for, as arguments of `filter_applications`."""
    return {"state": request.GET.get("state", ""), "query": search_text(request.GET)}


@cohort_page(*READS)
@require_safe
def application_list(request, cohort):
    everything = application_board.applications_of(cohort)
    number = application_board.counts(everything)
    table = application_table(
        request,
        ApplicationResource(),
        everything,
        application_board.status_filters(number),
        readable=Cohort.objects.recruited_by(request.user),
        export=reverse("recruitment:application-export", args=[cohort.slug, "csv"]),
    )
    context = board_context(request, cohort) | {"number": number} | table
    return render(request, "recruitment/application_list.html", context)


def board_context(request, cohort):
    """What the board shows around its table."""
    return {
        "cohort": cohort,
        "part": cohort.recruiting_part,
        "can_end": recruits(cohort, cohort.recruiting_part),
        "free": cohort.seats.free().count(),
        "seats": cohort.seats.count(),
        "chooses": request.access.is_one_of(*CHOOSES),
        "kept": board_filters(request.GET),
    }


def recruits(cohort, part):
    """Whether recruiting can still be ended: for the first part until the cohort meets."""
    if cohort.is_recruiting:
        return True
    return bool(part and part.opened_at and not part.closed_at) and not cohort.is_completed


def application_table(request, resource, everything, chips, *, readable, export):
    """Context of a list of applications, those that the address ticks with `is_ticked`.

    chips: the filters by state of these applications. readable: the cohorts in which others at an
    address may be named.
    """
    filtered = application_board.filter_applications(everything, **get_filters(request))
    table = ListTable(
        resource,
        application_board.with_related(filtered),
        request.GET,
        size=PAGE_SIZE,
        total=total_from_filters(chips, request.GET),
        whole=chips[0]["count"],
        export=export,
    )
    add_sharing(table.page, readable)
    ticked = set(request.GET.getlist("application"))
    for application in table.page:
        application_board.describe(application).is_ticked = str(application.pk) in ticked
    return {
        "table": table,
        "page": table.page,
        "chips": chips,
        "list_query": carried_query(request.GET),
        "acts": application_board.acts_on(table.page),
    }


def board_filters(sent):
    """[(name, value)] of the board's filters, columns and page among what was sent."""
    names = ("state", "q", SORT, COLUMNS, AFTER, BEFORE)
    return [
        (name, value[:MAX_CURSOR_LENGTH])
        for name in names
        for value in sent.getlist(name)[:MAX_COLUMNS]
        if value
    ]


@cohort_page(*READS)
@require_safe
def application_export(request, cohort, ending):
    everything = application_board.applications_of(cohort)
    return export_response(
        ApplicationResource(),
        application_board.filter_applications(everything, **get_filters(request)),
        ending=ending,
        slug=cohort.slug,
        scope=cohort,
        sent=request.GET,
    )


@cohort_page(*READS)
@require_safe
def application_detail(request, cohort, pk):
    return detail_page(request, cohort, get_application(cohort, pk))


def get_application(cohort, pk):
    rows = application_board.with_related(application_board.applications_of(cohort))
    return get_object_or_404(
        rows.select_related("cohort_part__part", "membership__seat", "person"), pk=pk
    )


def detail_page(request, cohort, application, correction=None):
    """correction: the form as it was sent, to show its errors."""
    add_sharing([application], Cohort.objects.recruited_by(request.user))
    context = {
        "cohort": cohort,
        "application": application_board.describe(application),
        "list_query": carried_query(request.GET),
        "correction": correction or CorrectionForm(application=application),
    }
    context |= director_context(cohort, application) | answer_context(request.access, application)
    context |= letter_context(request.access, cohort, application)
    cohorts = cohorts_of_list(request)
    context |= place_in_list(application, request.GET, get_filters(request), cohorts=cohorts)
    return render(request, "recruitment/application_detail.html", context)


def director_context(cohort, application):
    endorsement = application.endorsement
    return {
        "endorsement": endorsement,
        "director_language": endorsement
        and language_of_director(application, email=endorsement.supervisor_email),
        "happened": history_of(endorsement) if endorsement else [],
        "colleague_directs": takes_part(application.director_email, cohort),
    }


def answer_context(access, application):
    """What the applicant says, and whether this reader may choose by it."""
    return {
        "said": display_answers(application, access),
        "criteria": application.criteria_answered(),
        "chooses": access.is_one_of(*CHOOSES),
        "can_choose": application.is_choosable,
    }


def letter_context(access, cohort, application):
    letters = described_letters(application)
    own = [letter for letter in letters if letter.to_key == application.email_key]
    shown = {"letters": letters, "can_be_taken_back": any(map(waits, own))}
    return shown | act_about(cohort, access, letters_about(application))


def waits(letter):
    """Whether its act can still be taken back."""
    return letter.status == "queued" and letter.act is not None and letter.act.is_waiting


def described_letters(application):
    rows = letters_about(application).select_related("act").defer("body", "demo_text")
    letters = list(rows[:LETTERS_SHOWN])
    for letter in letters:
        describe_letter(letter)
    return letters


def cohorts_of_list(request):
    """The cohorts of the list over all cohorts, if the application was opened from there."""
    if request.GET.get("list") != EVERYWHERE:
        return None
    return chosen_cohorts(request, Cohort.objects.recruited_by(request.user))[0]


def display_answers(application, access):
    """[(label, answer as text)] for this reader.

    Sensitive answers are not used to choose, so they are shown once the seat is given; what
    somebody needs in the room, to those who run it.
    """
    answers = ApplicationAnswer.objects.filter(application=application).select_related("question")
    is_seated = application.decision == application.Decision.SEATED
    runs_it = access.is_one_of(*RUNS_IT)
    return [
        (answer.question.label, answer.display())
        for answer in answers
        if not answer.question.sensitive or is_seated and (runs_it or not answer.question.needs)
    ]
