"""Who may read which results: facilitators those of their cohort, leads of their region,
state staff of the network.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cohorts.access import EVALUATOR, FACILITATOR, LEAD, STATE, access_of
from cohorts.models import StaffRole
from lib.query import parse_int
from people.models import Region

from .models import Release
from .results.scope import cohort_results

READS_RESULTS = (FACILITATOR, LEAD, STATE, EVALUATOR)


def network_roles(person):
    """Roles this person holds now for whole networks."""
    return StaffRole.objects.current().filter(person=person, kind__in=StaffRole.OF_A_NETWORK)


def first_network(person):
    """The network this person works for; of several the one with the oldest role.

    None without any.
    """
    role = network_roles(person).select_related("network").order_by("pk").first()
    return role and role.network


def led_regions(person):
    """The regions somebody leads now, in the order of their numbers."""
    roles = StaffRole.objects.current().filter(person=person, kind=StaffRole.Kind.LEAD)
    return (
        Region.objects.filter(pk__in=roles.values("region"))
        .select_related("network")
        .order_by("number", "pk")
    )


def region_page(view):
    """Passes the region with this number that the person leads, or that belongs to a network
    they work for.

    Sets `request.leads_region`. Anybody else gets 404.
    """

    @wraps(view)
    def guarded(request, number, *args, **kwargs):
        return view(request, get_region_or_404(request, number), *args, **kwargs)

    return guarded


def get_region_or_404(request, number):
    """The region of `region_page`; sets `request.leads_region`."""
    led = led_regions(request.user).filter(number=number).first()
    request.leads_region = led is not None
    if led:
        return led
    networks = network_roles(request.user).values("network")
    regions = Region.objects.select_related("network").order_by("pk")
    return get_object_or_404(regions, number=number, network__in=networks)


def report_page(view):
    """Passes the network and the region of the report this person may read.

    State staff and evaluators get their network and no region. A lead gets the region whose number
    is in ?region=, or else the first one they lead. Anybody else gets 403.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        network = first_network(request.user)
        region = None if network else led_region_of_report(request)
        return view(request, network or region.network, region, *args, **kwargs)

    return guarded


def led_region_of_report(request):
    regions = led_regions(request.user)
    wanted = parse_int(request.GET.get("region", ""), max_digits=4)
    region = (regions if wanted is None else regions.filter(number=wanted)).first()
    if region is None:
        raise PermissionDenied(
            _("The report is for those who coordinate a network, and for those who lead a region.")
        )
    return region


def release_page(view):
    """Passes the release with this number if the person may read its cohort's results.

    Sets `request.access`.
    """

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        return view(request, get_release_or_refuse(request, pk), *args, **kwargs)

    return guarded


def get_release_or_refuse(request, pk):
    """The release of `release_page`; sets `request.access`."""
    meeting = "evaluation__meeting"
    releases = Release.objects.select_related(
        "form", f"{meeting}__part", f"{meeting}__cohort__network", f"{meeting}__cohort__guidebook"
    )
    release = get_object_or_404(releases, pk=pk)
    request.access = access = access_of(request.user, release.evaluation.meeting.cohort)
    if not access.audiences:
        raise Http404
    if not access.is_one_of(*READS_RESULTS):
        raise PermissionDenied(_("Results are for the people who run this cohort."))
    return release


def results_for(access, cohort):
    """A cohort's results as this reader may see them."""
    return cohort_results(cohort, is_own=access.is_one_of(FACILITATOR))
