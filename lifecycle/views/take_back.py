from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.access import MAY_ACT, STAFF
from cohorts.actions.staff_acts import ActRefused
from cohorts.permissions import cohort_page
from lib.query import parse_int

from ..actions.take_back import take_back


@cohort_page(*STAFF)
@require_POST
def staff_act_take_back(request, cohort):
    """`act` is the primary key of an act of this cohort; for whoever may do the act itself."""
    act = cohort.staff_acts.filter(pk=parse_int(request.POST.get("act", ""))).first()
    if act is None:
        messages.warning(request, _("There is nothing to take back."))
    elif not request.access.is_one_of(*MAY_ACT[act.kind]):
        raise PermissionDenied(_("Who may do this may take it back."))
    else:
        try_to_take_back(request, act)
    return redirect(page_to_go_back_to(request, cohort))


def try_to_take_back(request, act):
    try:
        messages.success(request, take_back(act, by=request.user))
    except ActRefused as refusal:
        messages.warning(request, str(refusal))


def page_to_go_back_to(request, cohort):
    """The page with the button, if it is one of ours; else the list of letters."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, request.get_host(), request.is_secure())
    return back if is_ours else reverse("cohorts:letter-list", args=[cohort.slug])
