"""The page of a member in a cohort, and of a person over all cohorts that the reader works in."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from cohorts.access import STAFF
from cohorts.models import Cohort, CohortMembership
from cohorts.pages.member_walk import place_in_list
from cohorts.pages.people import joined_into, people_seen_in
from cohorts.pages.staff_acts import act_about
from cohorts.permissions import cohort_page
from cohorts.views import people
from lib.paging import paginate_list

from ..pages.person_detail import letters_about_member, member_detail, person_detail
from ..pages.person_mending import mending_of, returning_of

HISTORY_SIZE = 15


@cohort_page(*STAFF)
@require_safe
def member_page(request, cohort, pk):
    members = CohortMembership.objects.select_related("person", "seat", "part")
    membership = get_object_or_404(members, cohort=cohort, pk=pk)
    membership.cohort = cohort
    cohorts = Cohort.objects.recruited_by(request.user)
    context = member_detail(membership, request.access, cohorts)
    context |= returning_of(membership, request.access)
    context |= act_about(cohort, request.access, letters_about_member(membership))
    return show(request, "member", context | place_in_list(membership, request.GET))


@require_safe
def person_page(request, pk):
    """A member, somebody of the staff or a director of a member in the reader's cohorts; others are
    not found. A record that was joined with another one leads to that one.
    """
    cohorts = Cohort.objects.recruited_by(request.user)
    seen = people_seen_in(cohorts)
    if stays := joined_into(seen, pk):
        return redirect(stays)
    person = get_object_or_404(seen, pk=pk)
    context = person_detail(person, cohorts)
    return show(request, "person", context | people.place_in_list(request, cohorts, person))


def show(request, kind, context):
    request.page_name = str(context["person"])
    context = context | mending_of(request.user, context["person"])
    lines = list(enumerate(context["history"]))
    page = paginate_list(lines, request.GET, key=lambda numbered: numbered[0], size=HISTORY_SIZE)
    return render(request, f"dashboards/{kind}_detail.html", context | {"history": page})
