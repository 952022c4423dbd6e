from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.models import StaffRole
from lib.query import posted
from people.models import Region

from ..actions.open_cohort import open_once
from ..forms.open_cohort import OpenCohortForm


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_open(request):
    form = OpenCohortForm(posted(request), **places_to_open(request.user))
    if request.method == "POST" and form.is_valid() and not form.needs_confirmation:
        return open_and_go_there(request, form.plan, form_key=form.cleaned_data["form_key"])
    return render(request, "lifecycle/cohort_open.html", {"form": form})


def open_and_go_there(request, plan, *, form_key):
    """Opens the cohort of a plan, a CohortPlan or a LikePlan; the response leads to publishing."""
    cohort = open_once(plan, form_key=form_key, by=request.user)
    messages.info(request, f"{cohort.name} is open, and nobody can apply before you publish it.")
    return redirect("lifecycle:cohort-publish", cohort.slug)


def places_to_open(person):
    """The regions, and the ids of networks, in which this person may open a cohort.

    Raises PermissionDenied if none.
    """
    roles = StaffRole.objects.current().filter(person=person)
    networks = list(roles.filter(kind=StaffRole.Kind.STATE_STAFF).values_list("network", flat=True))
    is_led = Q(pk__in=roles.filter(kind=StaffRole.Kind.LEAD).values("region"))
    regions = list(Region.objects.filter(is_led | Q(network__in=networks)))
    if not regions and not networks:
        raise PermissionDenied("Those who lead a region or coordinate a network open cohorts.")
    return {"regions": regions, "networks": networks}
