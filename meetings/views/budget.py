"""The budget of a cohort: planned and actual amounts, by purpose and source."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import RUNS_IT, STAFF
from cohorts.permissions import cohort_page
from cohorts.views.look import Look, look_or_perform
from guidebooks.models.budget import Purpose, Source
from lib.exports import export_response
from lib.list_table import ListTable
from lib.query import posted

from ..actions.meeting_acts import remove_budget_line
from ..exports.budget import BudgetResource
from ..forms.budget import BudgetForm
from ..pages.budget import budget_lines, filter_options, sum_amounts

READ_AND_WRITE = ["GET", "HEAD", "POST"]
PAGE_SIZE = 100


def filtered_lines(request, cohort):
    return budget_lines(
        cohort, purpose=request.GET.get("purpose", ""), source=request.GET.get("source", "")
    )


def redirect_to_budget(cohort):
    return redirect("meetings:budget-list", cohort.slug)


@require_safe
@cohort_page(*STAFF)
def budget_list(request, cohort):
    lines = filtered_lines(request, cohort)
    sources = filter_options(cohort, "source", Source.choices, "Bought and given")
    sums = sum_amounts(lines)
    table = ListTable(
        BudgetResource(),
        lines,
        request.GET,
        size=PAGE_SIZE,
        whole=sources[0]["count"],
        export=reverse("meetings:budget-export", args=[cohort.slug, "csv"]),
        sums={"planned": sums["planned"], "actual": sums["spent"] + sums["given"]},
    )
    context = {
        "cohort": cohort,
        "table": table,
        "page": table.page,
        "sums": sums,
        "purposes": filter_options(cohort, "purpose", Purpose.choices, "All purposes"),
        "sources": sources,
        "runs_it": request.access.is_one_of(*RUNS_IT),
    }
    return render(request, "meetings/budget_line_list.html", context)


@require_safe
@cohort_page(*STAFF)
def budget_export(request, cohort, ending):
    return export_response(
        BudgetResource(),
        filtered_lines(request, cohort),
        ending=ending,
        slug=cohort.slug,
        scope=cohort,
        sent=request.GET,
    )


@require_http_methods(READ_AND_WRITE)
@cohort_page(*RUNS_IT)
def budget_add(request, cohort):
    form = BudgetForm(posted(request), cohort=cohort)
    if request.method == "POST" and form.is_valid():
        line = cohort.budget_lines.create(noted_by=request.user, **form.cleaned_data)
        messages.success(request, f"“{line.what}” is in the budget.")
        return redirect_to_budget(cohort)
    return render(request, "meetings/budget_line_form.html", {"cohort": cohort, "form": form})


@require_http_methods(READ_AND_WRITE)
@cohort_page(*RUNS_IT)
def budget_edit(request, cohort, pk):
    line = get_object_or_404(cohort.budget_lines, pk=pk)
    form = BudgetForm(posted(request), cohort=cohort, line=line)
    if request.method == "POST" and form.is_valid():
        cohort.budget_lines.filter(pk=line.pk).update(noted_by=request.user, **form.cleaned_data)
        messages.success(request, f"“{form.cleaned_data['what']}” is saved.")
        return redirect_to_budget(cohort)
    return render(
        request, "meetings/budget_line_form.html", {"cohort": cohort, "form": form, "line": line}
    )


@require_POST
@cohort_page(*RUNS_IT)
def budget_remove(request, cohort, pk):
    line = get_object_or_404(cohort.budget_lines, pk=pk)
    page = redirect_to_budget(cohort).url
    look = Look(
        f"Remove “{line.what}” from the budget",
        [(page, f"Budget, {cohort}")],
        next=page,
        keep=page,
        keep_word="Keep it",
    )
    return look_or_perform(request, look, lambda act: remove_budget_line(line))
