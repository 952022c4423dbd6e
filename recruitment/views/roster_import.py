"""A roster comes in by file: check, look, confirm."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.access import LEAD, STATE
from cohorts.permissions import cohort_page

from ..forms.roster_import import RosterConfirmForm, RosterFileForm
from ..roster_import.validate import check, take_in

MOST_SHOWN = 200


@cohort_page(LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request, cohort):
    if request.method == "POST" and "rows" in request.POST:
        return confirmed(request, cohort)
    form = RosterFileForm(request.POST, request.FILES) if request.method == "POST" else RosterFileForm()
    if form.is_bound and form.is_valid():
        run = check(cohort, form.rows, form.notes)
        # What was checked is what is confirmed: the cleaned rows, without their state.
        carried = [{name: value for name, value in row.items() if name != "state"} for row in run.rows]
        context = {"run": run, "confirm": RosterConfirmForm.carrying(carried, cohort) if run.may_be_taken else None}
        return import_page(request, cohort, RosterFileForm(), **context)
    return import_page(request, cohort, form)


def import_page(request, cohort, form, **context):
    about = {"cohort": cohort, "form": form, "most_shown": MOST_SHOWN, "free": cohort.seats.free().count()}
    return render(request, "recruitment/roster_import.html", about | context)


def confirmed(request, cohort):
    form = RosterConfirmForm(request.POST, cohort=cohort)
    if not form.is_valid():
        messages.error(request, form.errors["rows"][0])
        return redirect("recruitment:roster-import", cohort.slug)
    try:
        run = take_in(cohort, form.cleaned_data["rows"], by=request.user)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("recruitment:roster-import", cohort.slug)
    now = "1 person has" if len(run.new) == 1 else f"{len(run.new)} people have"
    messages.success(request, f"{now} a seat now; {len(run.here)} here already. No letter was sent.")
    return redirect("cohorts:member-list", cohort.slug)
