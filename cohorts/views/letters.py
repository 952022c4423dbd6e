"""The letters of a cohort: to whom, whether they arrived, and each as its reader gets it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lib import record_walk
from lib.exports import export_response
from lib.list_table import ListTable
from lib.query import search_text
from lib.record_walk import carried_query

from ..access import FACILITATOR, LEAD, STATE
from ..actions.letter_acts import resend
from ..exports.letters import LetterResource
from ..models import Letter, StaffAct
from ..pages.letters import (
    LetterCounts,
    describe,
    filter_letters,
    letters_of,
    text_parts,
)
from ..pages.staff_acts import waiting_acts
from ..permissions import cohort_page
from .look import Look, look_or_perform

MAX_CODE_LENGTH = 50
#: What the page of a letter reads together with it.
BESIDE_A_LETTER = ["application_letter__application", "membership__person", "act__by"]


def get_filters(request):
    """What the address asks for, as arguments of `filter_letters`."""
    return {
        "state": request.GET.get("state", ""),
        "kind": request.GET.get("kind", "")[:MAX_CODE_LENGTH],
        "query": search_text(request.GET),
    }


@cohort_page(FACILITATOR, LEAD, STATE)
@require_safe
def letter_list(request, cohort):
    chosen = get_filters(request)
    counts = LetterCounts(letters_of(cohort), state=chosen["state"], kind=chosen["kind"])
    table = letter_table(request, cohort, chosen, counts)
    for letter in table.page:
        describe(letter)
    context = {"cohort": cohort, "table": table, "page": table.page, "counts": counts}
    context |= {"list_query": carried_query(request.GET), "is_filtered": any(chosen.values())}
    context["acts"] = waiting_acts(cohort, request.access)
    return render(request, "cohorts/letter_list.html", context)


def letter_table(request, cohort, chosen, counts):
    """chosen: of `get_filters`."""
    letters = filter_letters(letters_of(cohort), **chosen).select_related("act")
    return ListTable(
        LetterResource(),
        letters.defer("body", "demo_text"),
        request.GET,
        total=None if chosen["query"] else counts.total,
        whole=counts.whole,
        export=reverse("cohorts:letter-export", args=[cohort.slug, "csv"]),
    )


@cohort_page(FACILITATOR, LEAD, STATE)
@require_safe
def letter_export(request, cohort, ending):
    rows = filter_letters(letters_of(cohort), **get_filters(request))
    return export_response(
        LetterResource(),
        rows,
        ending=ending,
        slug=cohort.slug,
        scope=cohort,
        sent=request.GET,
    )


@cohort_page(FACILITATOR, LEAD, STATE)
@require_safe
def letter_detail(request, cohort, pk):
    """The letter as its reader gets it, but for the address of the link, which opens pages
    in the reader's name. Who supervises or signed for a member reads no letter to a member.
    """
    letter = get_object_or_404(letters_of(cohort).select_related(*BESIDE_A_LETTER), pk=pk)
    describe(letter)
    closed = request.access.is_supervisor and letter.membership_id is not None
    waiting = waiting_acts(cohort, request.access)
    context = {"cohort": cohort, "letter": letter, "is_closed": closed}
    context["acts"] = [act for act in waiting if act.pk == letter.act_id]
    context["parts"] = [] if closed else text_parts(letter)
    context |= place_in_list(request, cohort, letter)
    return render(request, "cohorts/letter_detail.html", context)


def place_in_list(request, cohort, letter):
    """Context of components/record_walk.html: the letters before and after this one in the list
    that it was opened from.
    """
    rows = letters_of(cohort).select_related("cohort").defer("body", "demo_text")
    return record_walk.place_in_list(
        LetterResource(),
        filter_letters(rows, **get_filters(request)),
        rows,
        letter,
        request.GET,
        list_address=reverse("cohorts:letter-list", args=[cohort.slug]),
    )


@cohort_page(FACILITATOR, LEAD, STATE)
@require_POST
def letter_resend(request, cohort, pk):
    letter = get_object_or_404(Letter, cohort=cohort, pk=pk)
    page = reverse("cohorts:letter-detail", args=[cohort.slug, pk])
    path = [(reverse("cohorts:letter-list", args=[cohort.slug]), f"Letters, {cohort}")]
    look = Look("Send this letter again", path, next=page, keep=page, keep_word="Do not send it")
    return look_or_perform(
        request,
        look,
        lambda act: resend(act, letter),
        kind=StaffAct.Kind.LETTER_RESEND,
        cohort=cohort,
    )
