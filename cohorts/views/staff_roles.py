from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ..access import FACILITATOR, LEAD, STATE
from ..actions.duties import assign_duty, co_facilitators, duties_of, facilitator_roles
from ..actions.ending_acts import end_staff_role
from ..actions.staff_roles import appoint
from ..forms.staff_roles import AppointForm, DutyForm, role_choices
from ..models import StaffRole
from ..permissions import cohort_page
from .look import Look, look_or_perform

ROLES_SHOWN = 100


@cohort_page(LEAD, STATE, FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_role_list(request, cohort):
    """Staff and duties of a cohort.

    Regional leads and facilitators give roles; state staff only read.
    """
    may_appoint = request.access.is_one_of(LEAD, FACILITATOR)
    form = AppointForm(request.POST if request.method == "POST" and may_appoint else None)
    if request.method == "POST" and may_appoint and form.is_valid():
        try:
            role = appoint(cohort=cohort, by=request.user, **form.cleaned_data)
        except ValueError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.info(
                request, f"{role.person} is {role.get_kind_display().lower()} from today."
            )
            return redirect("cohorts:staff-role-list", cohort.slug)
    context = staff_context(cohort) | {"form": form, "may_appoint": may_appoint}
    return render(request, "cohorts/staff_role_list.html", context)


def staff_context(cohort):
    named, asked = co_facilitators(cohort)
    choices = role_choices(facilitator_roles(cohort)[:ROLES_SHOWN])
    roles = StaffRole.objects.current().filter(cohort=cohort)
    return {
        "cohort": cohort,
        "roles": roles.select_related("person").order_by("kind", "person__sort_name")[:ROLES_SHOWN],
        "duties": [(duty, DutyForm.of(duty, choices)) for duty in duties_of(cohort)],
        "co_facilitators": {"named": named, "asked": asked},
    }


@cohort_page(LEAD, FACILITATOR)
@require_POST
def staff_role_end(request, cohort, pk):
    role = get_object_or_404(StaffRole.objects.current().filter(cohort=cohort), pk=pk)
    page = reverse("cohorts:staff-role-list", args=[cohort.slug])
    look = Look(
        f"End the role of {role.person}",
        [(page, f"Who runs {cohort}")],
        next=page,
        keep=page,
        keep_word=f"Keep {role.person}",
    )
    return look_or_perform(request, look, lambda act: end_staff_role(role))


@cohort_page(LEAD, FACILITATOR)
@require_POST
def duty_assign(request, cohort, pk):
    """Give a duty to somebody who facilitates, or to nobody."""
    duty = get_object_or_404(cohort.duties, pk=pk)
    form = DutyForm(request.POST, cohort=cohort)
    try:
        if not form.is_valid():
            raise ValueError(form.errors["role"][0])
        assign_duty(duty, form.cleaned_data["role"])
    except ValueError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"“{duty}”: {duty.role.person if duty.role else 'nobody yet'}.")
    return redirect("cohorts:staff-role-list", cohort.slug)
