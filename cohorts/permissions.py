"""Every "may this person" about a cohort: the first line of each view is one of these decorators.

Not signed in: the sign-in page. Not visible: 404. Visible, but not for this audience: 403.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from people.permissions import link_page, links_from_cookie

from .access import access_of
from .models import Cohort, StaffRole


def activate_cohort(cohort, request):
    """From here on the page speaks for this cohort: its network's name, and the clock of its own zone."""
    request.network = cohort.network
    timezone.activate(cohort.zone)


def get_cohort_or_refuse(request, slug, audiences, *, closed_to_supervisors):
    """The cohort of this slug for this request, with `request.cohort` and `request.access` set; raises 404 or 403."""
    cohort = get_object_or_404(Cohort.objects.select_related("network", "region", "guidebook"), slug=slug)
    request.cohort, request.access = cohort, access_of(request.user, cohort)
    access = request.access
    activate_cohort(cohort, request)
    if not access.audiences:
        raise Http404
    if closed_to_supervisors and access.is_supervisor:
        raise PermissionDenied(_("You supervise somebody in this cohort. What is said in the room stays there."))
    if not access.is_one_of(*audiences):
        raise PermissionDenied(_("This page is for another role in this cohort."))
    return cohort


def cohort_page(*audiences, closed_to_supervisors=False):
    """Turn the slug into the cohort for these audiences; `closed_to_supervisors=True` for pages with words said in the room."""

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, *args, **kwargs):
            cohort = get_cohort_or_refuse(request, slug, audiences, closed_to_supervisors=closed_to_supervisors)
            return view(request, cohort, *args, **kwargs)

        return guarded

    return decorate


def recruiter_required(view):
    """For whoever recruits somewhere: passes the cohorts whose applications this person reads."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not StaffRole.objects.current().filter(person=request.user, kind__in=StaffRole.RECRUITS).exists():
            raise PermissionDenied(_("This page is for those who recruit."))
        return view(request, Cohort.objects.recruited_by(request.user), *args, **kwargs)

    return guarded


def network_staff_required(view):
    """For state staff and evaluators of a network: passes the network."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        role = (
            StaffRole.objects.current()
            .filter(person=request.user, kind__in=StaffRole.OF_A_NETWORK)
            .select_related("network")
            .order_by("pk")
            .first()
        )
        if role is None:
            raise PermissionDenied(_("This page is for state staff."))
        request.network = role.network
        return view(request, role.network, *args, **kwargs)

    return guarded


def get_membership_link(request, purpose):
    """The MembershipLink behind the personal link of this purpose, for this request's cohort; or None."""
    membership = "membership_link__membership"
    links = links_from_cookie(request, purpose).select_related("person", f"{membership}__cohort__network", f"{membership}__person")
    found = getattr(links.first(), "membership_link", None)
    if found:
        activate_cohort(found.membership.cohort, request)
    return found


def membership_link_page(purpose):
    """A member's page reached by a personal link: passes the MembershipLink, or answers 410."""
    return link_page(purpose, find=get_membership_link)
