"""Somebody who left comes back, with the day of the return or because they never left; or goes on
in another cohort.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import LEAD, STAFF, STATE
from cohorts.models import Cohort, CohortMembership
from cohorts.permissions import cohort_page
from cohorts.views.look import FormPage, Look, look_or_perform, verb_of
from lib.query import posted

from ..actions.member_moves import cohorts_to_move_to, move_to
from ..actions.member_returns import take_member_back, undo_leave
from ..forms.member_move import MoveForm
from ..forms.member_return import ReturnForm


def get_member(cohort, pk):
    related = CohortMembership.objects.select_related("person", "seat")
    membership = get_object_or_404(related, cohort=cohort, pk=pk)
    membership.cohort = cohort
    return membership


@cohort_page(LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def member_return(request, cohort, pk):
    membership = get_member(cohort, pk)
    if membership.is_current:
        messages.info(request, f"{membership.person} is a member already.")
        return redirect(membership)
    form = ReturnForm(posted(request), membership=membership)
    context = {"cohort": cohort, "membership": membership}
    form_page = FormPage(request, form, "lifecycle/member_return.html", context)
    if form_page.is_wanted:
        return form_page.draw()
    look = look_of(membership, f"{membership.person} returns", edit_word="Change the day")
    verb = verb_of(take_member_back, membership, by=request.user, **form.cleaned_data)
    return look_or_perform(request, look, verb, form_page=form_page)


@cohort_page(LEAD, STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def member_move(request, cohort, pk):
    """Chooses another cohort that the reader leads, then shows what follows."""
    membership = get_member(cohort, pk)
    cohorts = cohorts_to_move_to(membership, Cohort.objects.led_by(request.user))
    form = MoveForm(posted(request), cohorts=cohorts.newest_first())
    context = {"cohort": cohort, "membership": membership}
    form_page = FormPage(request, form, "lifecycle/member_move.html", context)
    if form_page.is_wanted:
        return form_page.draw()
    target = form.cleaned_data["cohort"]
    heading = f"{membership.person} goes on in {target}"
    look = look_of(membership, heading, edit_word="Choose another")
    verb = verb_of(move_to, membership, target, by=request.user)
    return look_or_perform(request, look, verb, form_page=form_page)


@cohort_page(*STAFF)
@require_POST
def member_undo_leave(request, cohort, pk):
    membership = get_member(cohort, pk)
    look = look_of(membership, f"{membership.person} never left")
    return look_or_perform(request, look, lambda act: undo_leave(membership))


def look_of(membership, heading, *, edit_word=""):
    page = membership.get_absolute_url()
    return Look(
        heading,
        [(page, str(membership.person))],
        next=page,
        keep=page,
        keep_word="Leave it as it is",
        edit_word=edit_word,
    )
