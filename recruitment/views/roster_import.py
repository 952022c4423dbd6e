"""Importing a roster from a file or pasted rows: validate, preview, confirm."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.access import LEAD, STATE
from cohorts.models import Admission
from cohorts.permissions import cohort_page
from meetings.actions.admission import admission_to

from ..forms.roster_import import RosterConfirmForm, RosterFileForm
from ..roster_import.import_job import ROWS_AT_ONCE, running_import, start_import
from ..roster_import.import_roster import import_result, import_rows, part_to_join
from ..roster_import.validate_roster import validate_rows

ROWS_SHOWN = 200


@cohort_page(LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request, cohort):
    if admission_to(part_to_join(cohort)) == Admission.NOBODY:
        messages.info(request, "This cohort is completed: nobody joins it any more.")
        return redirect("cohorts:member-list", cohort.slug)
    if request.method == "POST" and "rows" in request.POST:
        return confirm_import(request, cohort)
    form = (
        RosterFileForm(request.POST, request.FILES)
        if request.method == "POST"
        else RosterFileForm()
    )
    if form.is_bound and form.is_valid():
        preview = validate_rows(cohort, form.rows, form.notes)
        confirm = (
            RosterConfirmForm.carrying(preview.rows, cohort, asks_reason=is_closed(cohort))
            if preview.can_be_imported
            else None
        )
        kept = {"pasted": form.cleaned_data["pasted"]} if preview.errors else {}
        again = RosterFileForm(initial=kept)
        return import_page(request, cohort, again, preview=preview, confirm=confirm)
    return import_page(request, cohort, form)


def is_closed(cohort):
    """Whether whoever comes by a file joins a group that is closed already."""
    return admission_to(part_to_join(cohort)) == Admission.WITH_REASON


def import_page(request, cohort, form, **context):
    free = cohort.seats.free().count()
    context |= {"cohort": cohort, "form": form, "most_shown": ROWS_SHOWN, "free": free}
    return render(request, "recruitment/roster_import.html", context)


def confirm_import(request, cohort):
    form = RosterConfirmForm(request.POST, cohort=cohort, asks_reason=is_closed(cohort))
    if "rows" in form.errors:
        messages.error(request, form.errors["rows"][0])
        return redirect("recruitment:roster-import", cohort.slug)
    rows = form.cleaned_data["rows"]
    if not form.is_valid():  # the reason is missing: the same preview once more
        preview = validate_rows(cohort, rows)
        return import_page(request, cohort, RosterFileForm(), preview=preview, confirm=form)
    late_reason = form.cleaned_data.get("late_reason", "")
    if len(rows) > ROWS_AT_ONCE:
        return import_in_background(request, cohort, rows, late_reason)
    try:
        preview = import_rows(cohort, rows, by=request.user, late_reason=late_reason)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("recruitment:roster-import", cohort.slug)
    messages.success(request, import_result(len(preview.new_rows), len(preview.existing_rows)))
    return redirect("cohorts:member-list", cohort.slug)


def import_in_background(request, cohort, rows, late_reason):
    """Leads to the job; of two files at once the second one is not taken."""
    if running := running_import(cohort, request.user):
        messages.info(request, "One file is read in at a time. This is how far the earlier one is.")
        return redirect(running)
    return redirect(start_import(cohort, rows, by=request.user, late_reason=late_reason))
