from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.exports import export_response
from lib.list_order import ranked
from lib.list_table import ListTable
from lib.text import inside_sentence

from ..access import FACILITATOR, LEAD, STATE
from ..actions.duties import (
    assign_duties,
    co_facilitators,
    duties_of,
    facilitator_roles,
    members_to_ask,
)
from ..actions.ending_acts import end_staff_role
from ..actions.staff_roles import appoint
from ..exports.staff_roles import StaffRoleResource
from ..forms.staff_roles import AppointForm, DutiesForm
from ..models import StaffRole
from ..permissions import cohort_page
from .look import Look, look_or_perform

ROLES_SHOWN, MEMBERS_SHOWN = 100, 200


@cohort_page(LEAD, STATE, FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_role_list(request, cohort):
    """Staff and duties of a cohort: leads and facilitators give roles, state staff only read."""
    gives = request.method == "POST" and request.access.is_one_of(LEAD, FACILITATOR)
    form = AppointForm(request.POST if gives else None)
    if gives and form.is_valid():
        try:
            role = appoint(cohort=cohort, by=request.user, **form.cleaned_data)
        except ValueError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.info(request, f"{role.person} is {inside_sentence(role.title)} from today.")
            return redirect("cohorts:staff-role-list", cohort.slug)
    return staff_page(request, cohort, form=form)


def staff_page(request, cohort, *, form=None, duties_form=None):
    """form, duties_form: as they were sent, to show their errors."""
    named, asked = co_facilitators(cohort)
    table = role_table(request, cohort)
    context = {
        "cohort": cohort,
        "table": table,
        "roles": table.page.rows,
        "form": form or AppointForm(),
        "duties_form": duties_form or form_of_duties(cohort),
        "may_appoint": request.access.is_one_of(LEAD, FACILITATOR),
        "co_facilitators": {"named": named, "asked": asked},
    }
    return render(request, "cohorts/staff_role_list.html", context)


def role_table(request, cohort):
    export = reverse("cohorts:staff-role-export", args=[cohort.slug, "csv"])
    resource, rows = StaffRoleResource(), roles_of(cohort)
    return ListTable(resource, rows, request.GET, size=ROLES_SHOWN, export=export)


def roles_of(cohort):
    """The current roles in a cohort: who facilitates first."""
    roles = StaffRole.objects.current().filter(cohort=cohort).select_related("person")
    return roles.annotate(rank=ranked("kind", StaffRole.OF_A_COHORT)).order_by(
        "rank", "person__sort_name", "pk"
    )


@cohort_page(LEAD, STATE, FACILITATOR)
@require_safe
def staff_role_export(request, cohort, ending):
    return export_response(
        StaffRoleResource(),
        roles_of(cohort),
        ending=ending,
        slug=cohort.slug,
        scope=cohort,
        sent=request.GET,
    )


def form_of_duties(cohort, data=None):
    roles = list(facilitator_roles(cohort)[:ROLES_SHOWN])
    members = list(members_to_ask(cohort)[:MEMBERS_SHOWN])
    return DutiesForm(data, duties=duties_of(cohort), roles=roles, members=members)


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
def duty_assign(request, cohort):
    """Give each duty to somebody who facilitates or to nobody, or ask a member: all at once."""
    form = form_of_duties(cohort, request.POST)
    if form.is_valid():
        try:
            assign_duties(cohort, form.given, by=request.user)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Who does what is saved.")
            return redirect("cohorts:staff-role-list", cohort.slug)
    return staff_page(request, cohort, duties_form=form)
