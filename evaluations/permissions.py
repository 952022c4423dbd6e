"""Who may read which results (DESIGN section 5): facilitators their cohort, leads their region, state staff the network."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cohorts.access import EVALUATOR, FACILITATOR, LEAD, STATE, access_of
from cohorts.models import StaffRole
from people.models import Region

from .models import Release
from .results.scope import read_cohort

READS_RESULTS = (FACILITATOR, LEAD, STATE, EVALUATOR)


def network_roles(person):
    return StaffRole.objects.current().filter(person=person, kind__in=StaffRole.OF_A_NETWORK)


def led_regions(person):
    """The regions somebody leads now, in the order of their numbers."""
    roles = StaffRole.objects.current().filter(person=person, kind=StaffRole.Kind.LEAD)
    return Region.objects.filter(pk__in=roles.values("region")).select_related("network").order_by("number", "pk")


def region_page(view):
    """Turn the number into a region this person leads, or that belongs to the network they work for."""

    @wraps(view)
    def guarded(request, number, *args, **kwargs):
        led = led_regions(request.user).filter(number=number).first()
        request.leads = led is not None
        if led:
            return view(request, led, *args, **kwargs)
        networks = network_roles(request.user).values("network")
        region = get_object_or_404(Region.objects.select_related("network").order_by("pk"), number=number, network__in=networks)
        return view(request, region, *args, **kwargs)

    return guarded


def release_page(view):
    """Turn the number into a release whose cohort's results this person may read."""

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        found = Release.objects.select_related("form", "evaluation__meeting__part", "evaluation__meeting__cohort__network", "evaluation__meeting__cohort__guidebook")
        release = get_object_or_404(found, pk=pk)
        request.access = access = access_of(request.user, release.evaluation.meeting.cohort)
        if not access.audiences:
            raise Http404
        if not access.is_one_of(*READS_RESULTS):
            raise PermissionDenied(_("Results are for the people who run this cohort."))
        return view(request, release, *args, **kwargs)

    return guarded


def reading_for(access, cohort):
    """A cohort's results as this person may see them."""
    return read_cohort(cohort, is_own=access.is_one_of(FACILITATOR))
