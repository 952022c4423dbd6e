"""What a roster would do, before it is read in: its rows, its columns, its open questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import LEAD, STATE
from cohorts.permissions import cohort_page
from lib.query import parse_int
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
    """form: the answers as they were sent. late: the reason as it was sent, for a group that is
    closed already.
    """
    groups = check.question_groups
    if late is None and check.can_be_imported and asks_late_reason(draft.cohort):
        late = LateReasonForm(initial={"late_reason": draft.late_reason})
    context = {
        "cohort": draft.cohort,
        "draft": draft,
        "check": check,
        "form": form or (AnswersForm(groups=groups) if groups else None),
        "late": late,
        "errors_shown": check.errors[:PROBLEMS_SHOWN],
        "rows_shown": [
            row | {"state_word": STATE_WORDS[row["state"]]} for row in check.rows[:ROWS_SHOWN]
        ],
        "free": draft.cohort.seats.free().count(),
        "is_long": len(check.new_rows) > ROWS_AT_ONCE,
    }
    return render(request, "recruitment/roster_import_check.html", context)


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
    sent = request.POST if request.method == "POST" else request.GET
    try:
        reading = read_draft(draft.sheets, asked_match(sent, draft))
    except UnreadableFile as refusal:
        messages.warning(request, str(refusal))
        return redirect("recruitment:roster-import-columns", cohort.slug, pk)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        table=reading.table,
        headings=reading.headings,
    )
    if request.method == "POST" and form.is_valid():
        match = {
            "sheet": reading.index,
            "first": reading.headings.first,
            "last": reading.headings.last,
            "columns": form.columns,
        }
        try:
            read_draft(draft.sheets, match).people()
        except UnreadableFile as refusal:
            form.add_error(None, str(refusal))
        else:
            set_match(draft, match)
            return redirect(draft)
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


def asked_match(sent, draft):
    """The match that the address or the form asks for; else that of the draft."""
    sheets = draft.sheets["sheets"]
    sheet = parse_int(sent.get("sheet", "")[:4])
    if sheet is None or sheet >= len(sheets) or not sheets[sheet]["rows"]:
        return draft.match
    row = parse_int(sent.get("row", "")[:4])
    own = draft.match if draft.match.get("sheet") == sheet else {}
    if row is None or row >= len(sheets[sheet]["rows"]) or own.get("last") == row:
        return own or {"sheet": sheet}
    return {"sheet": sheet, "row": row}
