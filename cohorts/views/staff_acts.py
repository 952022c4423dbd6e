"""Taking back an act of staff while its letters wait."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from ..access import MAY_ACT, STAFF
from ..actions.staff_acts import ActRefused, count_of, take_back
from ..models import StaffAct
from ..permissions import cohort_page


def waiting_acts(cohort, access):
    """The acts that can still be taken back, each with `may_take_back` for this reader."""
    acts = list(StaffAct.objects.waiting().filter(cohort=cohort).select_related("by"))
    for act in acts:
        act.may_take_back = access.is_one_of(*MAY_ACT[act.kind])
    return acts


@cohort_page(*STAFF)
@require_POST
def staff_act_take_back(request, cohort, pk):
    """For whoever may do the act itself."""
    act = get_object_or_404(StaffAct, cohort=cohort, pk=pk)
    if not request.access.is_one_of(*MAY_ACT[act.kind]):
        raise PermissionDenied("Who may do this may take it back.")
    try:
        dropped = take_back(act, by=request.user)
    except ActRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        letters = count_of(dropped, "letter", "letters")
        messages.success(request, f"Taken back: {act} No longer sent: {letters}.")
    return redirect("cohorts:letter-list", cohort.slug)
