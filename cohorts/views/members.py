"""Members of a cohort: the list, its export, and ending a membership."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lib.exports import export_response
from lib.filters import filter_chips
from lib.list_table import ListTable
from lib.paging import total_from_filters
from lib.query import posted
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
    table = member_table(request, cohort, chips)
    chooses = request.access.is_one_of(LEAD, STATE)
    context = {"cohort": cohort, "table": table, "page": table.page, "chips": chips}
    context |= {"list_query": carried_query(request.GET), "number": number, "chooses": chooses}
    context |= seat_counts(cohort)
    context["twins"] = twins_in(cohort) if chooses else []
    return render(request, "cohorts/member_list.html", context)


def member_table(request, cohort, chips):
    """chips: those of the states, for the numbers of rows."""
    return ListTable(
        MemberResource(),
        filter_members(request, cohort),
        request.GET,
        total=total_from_filters(chips, request.GET),
        whole=chips[0]["count"],
        export=reverse("cohorts:member-export", args=[cohort.slug, "csv"]),
    )


def seat_counts(cohort):
    """How many seats there are, how many are taken, and how many members joined late."""
    return {
        "seats": cohort.seats.count(),
        "taken": cohort.seats.taken().count(),
        "late": cohort.memberships.current().late().count(),
    }


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
    members = CohortMembership.objects.select_related("person", "seat")
    member = get_object_or_404(members, cohort=cohort, pk=pk)
    member.cohort = cohort
    if not member.is_current or member.is_graduate:
        return redirect_ended(request, member)
    page = leave_page(request, member)
    if page.is_wanted:
        return page.draw()
    reason = page.form.cleaned_data["reason"]
    return look_or_perform(
        request, look_of(member), lambda act: end_membership(member, reason=reason), form_page=page
    )


def redirect_ended(request, member):
    how = "graduated" if member.is_graduate else "left"
    messages.info(request, f"{member.person} has {how} already.")
    return redirect(member.get_absolute_url())


def leave_page(request, member):
    form = LeaveForm(posted(request))
    context = {"cohort": member.cohort, "membership": member}
    return FormPage(request, form, "cohorts/member_leave.html", context)


def look_of(member):
    page = member.get_absolute_url()
    return Look(
        f"{member.person} leaves the cohort",
        [(page, str(member.person))],
        next=page,
        keep=page,
        keep_word=f"Keep {member.person}",
        edit_word="Change the reason",
    )
