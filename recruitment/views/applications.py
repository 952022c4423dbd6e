"""The recruitment board of a cohort, and one application on it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cohorts.access import FACILITATOR, LEAD, STATE
from cohorts.permissions import cohort_page
from lib.cursors import MAX_CURSOR_LENGTH
from lib.exports import export_response
from lib.paging import AFTER, BEFORE, paginate, total_from_filters
from lib.query import search_text

from ..director_language import language_of_director
from ..exports.applications import ApplicationResource
from ..forms.decisions import CorrectionForm
from ..letters import letters_about
from ..models import ApplicationAnswer
from ..pages import application_board
from ..pages.endorsement_history import history_of

#: Who reads applications, and who decides on them.
READS, CHOOSES = (FACILITATOR, LEAD, STATE), (LEAD, STATE)
PAGE_SIZE = 50
LETTERS_SHOWN = 20


def get_filters(request):
    """What the address asks for, as arguments of `filter_applications`."""
    return {
        "state": request.GET.get("state", ""),
        "query": search_text(request.GET),
        "sort": request.GET.get("sort", ""),
    }


@cohort_page(*READS)
@require_safe
def application_list(request, cohort):
    everything = application_board.applications_of(cohort)
    filtered = application_board.filter_applications(everything, **get_filters(request))
    number = application_board.counts(everything)
    by_state = application_board.status_filters(number)
    rows = application_board.with_related(filtered)
    page = paginate(
        rows, request.GET, size=PAGE_SIZE, total=total_from_filters(by_state, request.GET)
    )
    ticked = set(request.GET.getlist("application"))
    context = {
        "cohort": cohort,
        "part": cohort.recruiting_part,
        "page": page,
        "rows": [
            application_board.board_row(row) | {"ticked": str(row.pk) in ticked} for row in page
        ],
        "chips": by_state,
        "sorts": [
            {"word": label, "value": value}
            for value, (label, order) in application_board.SORTS.items()
        ],
        "number": number,
        "free": cohort.seats.free().count(),
        "seats": cohort.seats.count(),
        "chooses": request.access.is_one_of(*CHOOSES),
        "kept": board_filters(request.GET),
    }
    return render(request, "recruitment/application_list.html", context)


def board_filters(sent):
    """{name: value} of the board's filters and its page among the values that were sent."""
    names = ("state", "q", "sort", AFTER, BEFORE)
    return {name: sent[name][:MAX_CURSOR_LENGTH] for name in names if sent.get(name)}


@cohort_page(*READS)
@require_safe
def application_export(request, cohort, ending):
    everything = application_board.applications_of(cohort)
    filtered = application_board.filter_applications(everything, **get_filters(request))
    rows = application_board.with_related(filtered)
    return export_response(
        ApplicationResource(), rows, ending=ending, slug=cohort.slug, scope=cohort
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
    endorsement, criteria = application.endorsement, cohort.guidebook.criteria.all()
    context = {
        "cohort": cohort,
        "application": application,
        "row": application_board.board_row(application),
        "endorsement": endorsement,
        "director_language": endorsement
        and language_of_director(application, email=endorsement.supervisor_email),
        "happened": history_of(endorsement) if endorsement else [],
        "letters": letters_about(application).defer("body", "demo_text")[:LETTERS_SHOWN],
        "said": display_answers(application),
        "criteria": [
            (criterion, criterion.code in application.criteria_met) for criterion in criteria
        ],
        "chooses": request.access.is_one_of(*CHOOSES),
        "correction": correction or CorrectionForm(application=application),
        "can_choose": application.is_choosable,
    }
    return render(request, "recruitment/application_detail.html", context)


def display_answers(application):
    """[(label, answer as text)].

    Sensitive answers are not used to choose, so they are shown once the seat is given.
    """
    answers = ApplicationAnswer.objects.filter(application=application).select_related("question")
    return [
        (answer.question.label, answer.display())
        for answer in answers
        if not answer.question.sensitive or application.decision == application.Decision.SEATED
    ]
