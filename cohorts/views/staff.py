from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ..appointing import appoint
from ..forms.staff import AppointForm
from ..models import StaffRole
from ..permissions import cohort_page
from ..standing import FACILITATOR, LEAD, STATE


@cohort_page(LEAD, STATE, FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_list(request, cohort):
    """Who runs this cohort. Regional leads and facilitators give roles; state staff read."""
    may_appoint = request.standing.is_one_of(LEAD, FACILITATOR)
    form = AppointForm(request.POST if request.method == "POST" and may_appoint else None)
    if request.method == "POST" and may_appoint and form.is_valid():
        try:
            role = appoint(cohort=cohort, by=request.user, **form.cleaned_data)
        except ValueError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.info(request, f"{role.person} is {role.get_kind_display().lower()} from today.")
            return redirect("cohorts:staff-list", cohort.slug)
    roles = StaffRole.objects.current().filter(cohort=cohort).select_related("person").order_by("kind", "person__sort_name")[:100]
    return render(request, "cohorts/staff_list.html", {"cohort": cohort, "roles": roles, "form": form, "may_appoint": may_appoint})


@cohort_page(LEAD, FACILITATOR)
@require_POST
def staff_end(request, cohort, pk):
    role = get_object_or_404(StaffRole.objects.current().filter(cohort=cohort), pk=pk)
    role.end(by=request.user)
    messages.info(request, f"{role.person} is no longer {role.get_kind_display().lower()} here.")
    return redirect("cohorts:staff-list", cohort.slug)
