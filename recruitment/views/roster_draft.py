"""What a roster would do, before it is read in: its rows, its columns, its open questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import LEAD, STATE
from cohorts.permissions import cohort_page
from lib.query import parse_int, posted
from lib.spreadsheets.data import UnreadableFile

from ..actions.roster_import import add_answers, set_match
from ..forms.decisions import LateReasonForm
from ..forms.roster_import import AnswersForm, ColumnsForm, HeadingRowForm
from ..models import RosterImport
from ..roster_import.check_roster import STATE_WORDS, asks_late_reason
from ..roster_import.draft import check_draft, read_draft
from ..roster_import.import_job import ROWS_AT_ONCE

ROWS_SHOWN, PROBLEMS_SHOWN = 200, 300


def get_draft(cohort, pk):
    return get_object_or_404(RosterImport.objects.select_related("cohort"), pk=pk, cohort=cohort)


@cohort_page(LEAD, STATE)
@require_safe
def roster_check(request, cohort, pk):
    draft = cohort.roster_imports.select_related("cohort").filter(pk=pk).first()
    if draft is None:
        return render(
            request, "recruitment/roster_import_gone.html", {"cohort": cohort}, status=404
        )
    if draft.imported_at:
        return render(
            request, "recruitment/roster_import_done.html", {"cohort": cohort, "roster": draft}
        )
    if read_draft(draft.sheets, draft.match).headings.trouble:
        return redirect("recruitment:roster-import-columns", cohort.slug, pk)
    return check_page(request, draft, check_draft(draft))


def check_page(request, draft, check, form=None, late=None):
    """form, late: the answers, and the reason for a group that is closed, as they were sent."""
    context = {
        "cohort": draft.cohort,
        "draft": draft,
        "check": check,
        "form": form or answers_form(check),
        "late": late or late_reason_form(draft, check),
        "errors_shown": check.errors[:PROBLEMS_SHOWN],
        "rows_shown": list(map(with_state_word, check.rows[:ROWS_SHOWN])),
        "free": draft.cohort.seats.free().count(),
        "is_long": len(check.new_rows) > ROWS_AT_ONCE,
    }
    return render(request, "recruitment/roster_import_check.html", context)


def answers_form(check):
    return AnswersForm(groups=check.question_groups) if check.questions else None


def late_reason_form(draft, check):
    """Asks why people join a group that is closed already; None where nobody does."""
    if check.can_be_imported and asks_late_reason(draft.cohort):
        return LateReasonForm(initial={"late_reason": draft.late_reason})
    return None


def with_state_word(row):
    return row | {"state_word": STATE_WORDS[row["state"]]}


@cohort_page(LEAD, STATE)
@require_POST
def roster_answer(request, cohort, pk):
    draft = get_draft(cohort, pk)
    if draft.imported_at:
        return redirect(draft)
    check = check_draft(draft)
    form = AnswersForm(request.POST, groups=check.question_groups)
    if not check.questions:
        return redirect(draft)
    if not form.is_valid():
        return check_page(request, draft, check, form)
    add_answers(draft, form.answers)
    return redirect(draft)


@cohort_page(LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_columns(request, cohort, pk):
    """Matching by hand: GET chooses sheet and row of the headings, POST says what columns hold."""
    draft = get_draft(cohort, pk)
    if draft.imported_at:
        return redirect(draft)
    try:
        reading = read_draft(draft.sheets, asked_match(request, draft))
    except UnreadableFile as refusal:
        messages.warning(request, str(refusal))
        return redirect("recruitment:roster-import-columns", cohort.slug, pk)
    form = columns_form(request, reading)
    if form.is_valid() and try_to_store_match(draft, reading, form):
        return redirect(draft)
    return columns_page(request, cohort, draft, reading, form)


def columns_form(request, reading):
    data = posted(request)
    return ColumnsForm(data, table=reading.table, headings=reading.headings)


def try_to_store_match(draft, reading, form):
    """Whether the rows can be read with these columns; the match is stored then, else the form has
    an error.
    """
    first, last = reading.headings.first, reading.headings.last
    match = {"sheet": reading.index, "first": first, "last": last, "columns": form.columns}
    try:
        read_draft(draft.sheets, match).people()
    except UnreadableFile as refusal:
        form.add_error(None, str(refusal))
        return False
    set_match(draft, match)
    return True


def columns_page(request, cohort, draft, reading, form):
    place = {"sheet": reading.index, "row": reading.headings.last}
    context = {
        "cohort": cohort,
        "draft": draft,
        "form": form,
        "heading_form": HeadingRowForm(initial=place, book=reading.book, table=reading.table),
        "place": place,
        "trouble": reading.headings.trouble,
    }
    return render(request, "recruitment/roster_import_columns.html", context)


def asked_match(request, draft):
    """The match that the address or the form asks for; else that of the draft."""
    sent = request.POST if request.method == "POST" else request.GET
    sheets = draft.sheets["sheets"]
    sheet = parse_int(sent.get("sheet", "")[:4])
    if sheet is None or sheet >= len(sheets) or not sheets[sheet]["rows"]:
        return draft.match
    row = parse_int(sent.get("row", "")[:4])
    own = draft.match if draft.match.get("sheet") == sheet else {}
    if row is None or row >= len(sheets[sheet]["rows"]) or own.get("last") == row:
        return own or {"sheet": sheet}
    return {"sheet": sheet, "row": row}
