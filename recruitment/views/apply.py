"""The public application form: no account, and no scripts needed.

The answers travel with the pages until they are sent; `step` says which of its buttons was pressed.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.models import Cohort
from cohorts.permissions import activate_cohort
from meetings.time_commitment import time_commitment

from ..actions.applications import submit
from ..forms.applications import ApplicationForm
from ..pages.application_closed import closed_context


def get_public_cohort(request, slug):
    cohort = get_object_or_404(
        Cohort.objects.select_related("network", "region", "guidebook"), slug=slug
    )
    activate_cohort(cohort, request)
    return cohort


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, slug):
    cohort = get_public_cohort(request, slug)
    part = cohort.recruiting_part
    if part is None or not takes_form(request, part):
        context = closed_context(cohort, part)
        return render(request, "recruitment/application_closed.html", context)
    if request.method != "POST":
        return form_page(request, part, ApplicationForm(cohort_part=part))
    form = ApplicationForm(request.POST, cohort_part=part)
    step = request.POST.get("step", "check")
    if step == "change":
        return form_page(request, part, form.as_typed())
    if not form.is_valid():
        return form_page(request, part, form)
    if step != "send":
        return check_page(request, part, form)
    if not form.was_open_long_enough:
        return check_page(
            request,
            part,
            form,
            hold=_("That was very quick. Read it through once, then press Send."),
        )
    submit(
        part,
        form_key=form.cleaned_data["form_key"],
        fields=form.application_fields(),
        answers=form.answers(),
        language=get_language()[:2],
    )
    return redirect("recruitment:apply-received", slug=cohort.slug)


def takes_form(request, part):
    """A form opened before the deadline may be sent a little after it."""
    return part.takes_applications or (request.method == "POST" and part.still_takes_what_was_begun)


def form_page(request, part, form):
    return render(
        request, "recruitment/application_form.html", {"form": form} | public_part_context(part)
    )


def check_page(request, part, form, hold=""):
    """hold: why the form was not taken yet."""
    return render(
        request,
        "recruitment/application_check.html",
        {"form": form, "hold": hold} | public_part_context(part),
    )


def public_part_context(part):
    """What anybody may know of a cohort's part:
    dates, places, hours and the participants' commitments.
    """
    meetings = list(part.cohort.meetings.filter(part=part.part).order_by("position"))
    return {
        "part": part,
        "cohort": part.cohort,
        "network": part.cohort.network,
        "meetings": meetings,
        "time": time_commitment(meetings),
        "commitments": part.part.commitments.filter(audience="participant"),
    }


@login_not_required
@require_safe
def received(request, slug):
    """The same page for a first, a second and a repeated application,
    so that it tells nothing about an address.
    """
    cohort = get_public_cohort(request, slug)
    context = {"cohort": cohort, "part": cohort.recruiting_part, "network": cohort.network}
    return render(request, "recruitment/application_received.html", context)
