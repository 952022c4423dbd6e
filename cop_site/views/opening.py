from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.models import Region, StaffRole
from cop_site.forms.opening import OpeningForm
from cop_site.opening import open_once


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_open(request):
    form = OpeningForm(request.POST if request.method == "POST" else None, regions=regions_led_by(request.user))
    if request.method == "POST" and form.is_valid() and not form.needs_a_second_look:
        cohort = open_once(by=request.user, **form.given)
        messages.info(request, f"{cohort.name} is open. Anybody can apply until {cohort.part(1).apply_by:%b %-d, %Y}.")
        return redirect("meetings:cohort-detail", cohort.slug)
    return render(request, "cop_site/cohort_open.html", {"form": form})


def regions_led_by(person):
    """The regions where this person may open a cohort; refuses whoever has none."""
    roles = StaffRole.objects.current().filter(person=person)
    regions = Region.objects.filter(
        Q(pk__in=roles.filter(kind="lead").values("region")) | Q(network__in=roles.filter(kind="state_staff").values("network"))
    )
    if not regions:
        raise PermissionDenied("Regional leads open cohorts.")
    return list(regions)
