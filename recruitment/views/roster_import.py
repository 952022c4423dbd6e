"""A roster from a file or pasted rows: choosing it, reading it in, undoing that."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import LEAD, STATE
from cohorts.models import Admission, StaffAct
from cohorts.permissions import cohort_page
from cohorts.views.look import CONFIRM, Look, look_or_perform, show_look
from lib.query import parse_int
from meetings.actions.admission import admission_to

from ..actions.roster_import import read_in, set_late_reason, start_draft
from ..actions.roster_undo import undo
from ..forms.decisions import LateReasonForm
from ..forms.roster_import import RosterFileForm
from ..models import RosterImport
from ..roster_import.check_roster import asks_late_reason, part_to_join
from ..roster_import.draft import check_draft, pasted_text
from ..roster_import.foreseen import outcome_from_json
from ..roster_import.import_job import ROWS_AT_ONCE, running_import, start_import, start_look
from .roster_draft import check_page

#: Earlier rosters that the page lists.
EARLIER_SHOWN = 20


@cohort_page(LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request, cohort):
    if admission_to(part_to_join(cohort)) == Admission.NOBODY:
        messages.info(request, "This cohort is completed: nobody joins it any more.")
        return redirect("cohorts:member-list", cohort.slug)
    form = file_form(request, cohort)
    if form.is_valid():
        draft = start_draft(cohort, form.book, file_name=form.file_name, by=request.user)
        return redirect(draft)
    context = {"cohort": cohort, "form": form, "free": cohort.seats.free().count()}
    return render(request, "recruitment/roster_import.html", context | rosters_before(cohort))


def file_form(request, cohort):
    if request.method == "POST":
        return RosterFileForm(request.POST, request.FILES)
    return RosterFileForm(initial=pasted_before(request, cohort))


def pasted_before(request, cohort):
    """What ?again= names: rows that the reader pasted, to mend them."""
    pk = parse_int(request.GET.get("again", "")[:20])
    own = {"pk": pk, "started_by": request.user, "imported_at": None, "file_name": ""}
    draft = pk and cohort.roster_imports.filter(**own).first()
    return {"pasted": pasted_text(draft.sheets)} if draft else {}


def rosters_before(cohort):
    """Those that can still be read in, and those that are."""
    rosters = cohort.roster_imports.select_related("imported_by", "started_by", "cohort")
    return {
        "waiting": rosters.waiting()[:EARLIER_SHOWN],
        "earlier": rosters.imported().order_by("-imported_at")[:EARLIER_SHOWN],
    }


@cohort_page(LEAD, STATE)
@require_POST
def roster_read_in(request, cohort, pk):
    """The look with its letters. That of a long roster is worked out by a job, and another one does
    what was confirmed.
    """
    draft = get_object_or_404(RosterImport, pk=pk, cohort=cohort)
    if draft.imported_at:
        return redirect(draft)
    check = check_draft(draft)
    if asks_late_reason(cohort) and ("late_reason" in request.POST or not draft.late_reason):
        late = LateReasonForm(request.POST)
        if not late.is_valid():
            return check_page(request, draft, check, late=late)
        set_late_reason(draft, late.cleaned_data["late_reason"])
    return look_or_read_in(request, cohort, draft, check)


def look_or_read_in(request, cohort, draft, check):
    look = look_of_roster(cohort, draft, "Read the roster in", keep_word="Back to the rows")
    if len(check.new_rows) > ROWS_AT_ONCE and check.can_be_imported:
        rows = len(check.new_rows) + len(check.changed_rows)
        return look_or_start_job(request, look, draft, rows=rows)
    return look_or_perform(
        request,
        look,
        lambda act: read_in(act, draft, by=request.user),
        kind=StaffAct.Kind.ROSTER,
        cohort=cohort,
    )


def look_of_roster(cohort, roster, heading, *, keep_word):
    path = [(reverse("cohorts:member-list", args=[cohort.slug]), "Members")]
    page = roster.get_absolute_url()
    return Look(heading, path, next=page, keep=page, keep_word=keep_word, facts=[str(roster)])


def look_or_start_job(request, look, draft, *, rows):
    """Of a long roster: a job works the look out, and once that is confirmed another one does it.
    Of two files at once the second one is not taken.
    """
    if running := running_import(draft.cohort, request.user):
        messages.info(request, "One file is read in at a time. This is how far the earlier one is.")
        return redirect(running)
    if not draft.foreseen:
        return redirect(start_look(draft, by=request.user, rows=rows))
    outcome, sent = outcome_from_json(draft.foreseen), request.POST.get(CONFIRM, "")
    if sent == outcome.digest:
        return redirect(start_import(draft, by=request.user, rows=rows, digest=sent))
    return show_look(request, look, outcome, kind=StaffAct.Kind.ROSTER, has_changed=bool(sent))


@cohort_page(LEAD, STATE)
@require_POST
def roster_undo(request, cohort, pk):
    roster = get_object_or_404(RosterImport.objects.imported(), pk=pk, cohort=cohort)
    look = look_of_roster(cohort, roster, "Undo the roster", keep_word="Leave everything as it is")
    return look_or_perform(request, look, lambda act: undo(roster, by=request.user))
