"""Members of a cohort: the list, its export, and ending a membership."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lib.exports import export_response
from lib.filters import filter_chips
from lib.list_table import ListTable
from lib.paging import total_from_filters
from lib.record_walk import carried_query

from ..access import FACILITATOR, LEAD, STATE
from ..actions.ending_acts import end_membership
from ..exports.members import MemberResource
from ..forms.member_leave import LeaveForm
from ..models import CohortMembership
from ..pages.member_list import LABELS, counts, with_related
from ..pages.member_walk import listed_members
from ..pages.twins import twins_in
from ..permissions import cohort_page
from .look import FormPage, Look, look_or_perform


def filter_members(request, cohort):
    return with_related(listed_members(cohort, request.GET))


@cohort_page(FACILITATOR, LEAD, STATE)
@require_safe
def member_list(request, cohort):
    number = counts(cohort)
    chips = filter_chips(LABELS.items(), number, all_word="All")
    table = ListTable(
        MemberResource(),
        filter_members(request, cohort),
        request.GET,
        total=total_from_filters(chips, request.GET),
        whole=chips[0]["count"],
        export=reverse("cohorts:member-export", args=[cohort.slug, "csv"]),
    )
    context = {
        "cohort": cohort,
        "table": table,
        "page": table.page,
        "list_query": carried_query(request.GET),
        "chips": chips,
        "number": number,
        "seats": cohort.seats.count(),
        "taken": cohort.seats.taken().count(),
        "late": cohort.memberships.current().late().count(),
        "chooses": request.access.is_one_of(LEAD, STATE),
        "twins": twins_in(cohort) if request.access.is_one_of(LEAD, STATE) else [],
    }
    return render(request, "cohorts/member_list.html", context)


@cohort_page(FACILITATOR, LEAD, STATE)
@require_safe
def member_export(request, cohort, ending):
    rows = filter_members(request, cohort)
    return export_response(
        MemberResource(),
        rows,
        ending=ending,
        slug=cohort.slug,
        scope=cohort,
        sent=request.GET,
    )


@cohort_page(FACILITATOR, LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def member_leave(request, cohort, pk):
    """Asks for the reason, then shows what follows; leads back to the member's page."""
    membership = get_object_or_404(
        CohortMembership.objects.select_related("person", "seat"), cohort=cohort, pk=pk
    )
    membership.cohort, page = cohort, membership.get_absolute_url()
    if not membership.is_current or membership.is_graduate:
        messages.info(
            request,
            f"{membership.person} has {'graduated' if membership.is_graduate else 'left'} already.",
        )
        return redirect(page)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    context = {"cohort": cohort, "membership": membership}
    form_page = FormPage(request, form, "cohorts/member_leave.html", context)
    if form_page.is_wanted:
        return form_page.draw()
    look = Look(
        f"{membership.person} leaves the cohort",
        [(page, str(membership.person))],
        next=page,
        keep=page,
        keep_word=f"Keep {membership.person}",
        edit_word="Change the reason",
    )
    return look_or_perform(
        request,
        look,
        lambda act: end_membership(membership, reason=form.cleaned_data["reason"]),
        form_page=form_page,
    )
