"""Members of a cohort: the list, its export, and ending a membership."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lib.exports import export_response
from lib.filters import filter_chips
from lib.list_table import ListTable
from lib.paging import total_from_filters
from lib.query import search_text
from lib.record_walk import carried_query, walk_through

from ..access import FACILITATOR, LEAD, STATE
from ..actions.ending_acts import end_membership
from ..exports.members import MemberResource
from ..forms.member_leave import LeaveForm
from ..pages.member_list import LABELS, counts, members_of, with_related
from ..permissions import cohort_page
from .look import Look, look_or_perform, wants_form


def filter_members(request, cohort):
    members = members_of(cohort, state=request.GET.get("state", ""), query=search_text(request.GET))
    return with_related(members)


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
        "chooses": request.access.is_one_of(LEAD, STATE),
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
    everybody = with_related(members_of(cohort))
    membership = get_object_or_404(MemberResource.with_columns(everybody), pk=pk)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    may_leave = membership.is_current and not membership.is_graduate
    if request.method == "POST" and not may_leave:
        messages.info(
            request,
            f"{membership.person} has {'graduated' if membership.is_graduate else 'left'} already.",
        )
        return redirect("cohorts:member-list", cohort.slug)
    if not wants_form(request) and form.is_valid():
        page = reverse("cohorts:member-list", args=[cohort.slug])
        look = Look(
            f"{membership.person} leaves the cohort",
            [(page, f"Members, {cohort}")],
            next=page,
            keep=page,
            keep_word=f"Keep {membership.person}",
            edit_word="Change the reason",
        )
        return look_or_perform(
            request,
            look,
            lambda act: end_membership(membership, reason=form.cleaned_data["reason"]),
        )
    context = {"cohort": cohort, "membership": membership, "form": form, "may_leave": may_leave}
    return render(
        request, "cohorts/member_leave.html", context | place_in_list(request, cohort, membership)
    )


def place_in_list(request, cohort, membership):
    """Context of components/record_walk.html: the members before and after this one in the list
    that it was opened from.
    """
    resource, query = MemberResource(), carried_query(request.GET)
    walk = walk_through(
        resource.sorted_rows(filter_members(request, cohort), request.GET),
        resource.sorted_rows(members_of(cohort), request.GET),
        membership.pk,
    )
    addresses = {
        name: reverse("cohorts:member-leave", args=[cohort.slug, member.pk]) + query
        for name, member in [("before", walk.before), ("after", walk.after)]
        if member
    }
    page = reverse("cohorts:member-list", args=[cohort.slug])
    return {"walk": walk, "list_address": page + query, **addresses}
