"""Decorators of views about a cohort.

Somebody who is not signed in gets the sign-in page; who has no business in the cohort, 404;
another audience, 403.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from people.permissions import link_page, links_from_cookie, no_labels

from .access import AUDIENCE_OF_KIND, CURRENT_MEMBERS, WITHDRAWN, access_of
from .models import Cohort, StaffRole


def activate_cohort(cohort, request):
    """Set `request.network` and activate the cohort's time zone for the rest of the request."""
    request.network = cohort.network
    timezone.activate(cohort.zone)


def get_cohort_or_refuse(request, slug, audiences, *, closed_to_supervisors):
    """The cohort of this slug; sets `request.cohort`, `request.access`, the network and the time
    zone. Raises Http404 for somebody without any audience there, PermissionDenied for whoever
    else may not read the page (`refusal_of`).
    """
    cohorts = Cohort.objects.select_related("network", "region", "guidebook")
    cohort = get_object_or_404(cohorts, slug=slug)
    request.cohort, request.access = cohort, access_of(request.user, cohort)
    activate_cohort(cohort, request)
    if not request.access.audiences:
        raise Http404
    if refusal := refusal_of(request.access, cohort, audiences, closed_to_supervisors):
        raise PermissionDenied(refusal)
    return cohort


def refusal_of(access, cohort, audiences, closed_to_supervisors):
    """Why a page is closed, in a sentence: to another audience than these, and with
    closed_to_supervisors also to somebody who supervises or signed for a member; "" if it is open.
    """
    if closed_to_supervisors and access.is_supervisor:
        return _("You supervise somebody in this cohort. What is said in the room stays there.")
    if access.audiences == {WITHDRAWN} and WITHDRAWN not in audiences:
        return _("You left this group, so this page is closed to you. Your own record is on Today.")
    if not access.is_one_of(*audiences):
        roles = ", ".join(titles_of(audiences, cohort))
        return _("This page is for others in this cohort: %(roles)s.") % {"roles": roles}
    return ""


def titles_of(audiences, cohort):
    """What these audiences are called in this cohort, each once: staff first, then members."""
    kinds = [kind for kind, audience in AUDIENCE_OF_KIND.items() if audience in audiences]
    if cohort.region_id is None:
        kinds = [kind for kind in kinds if kind != StaffRole.Kind.LEAD]
    titles = [StaffRole.Kind(kind).title_in(cohort.network) for kind in kinds]
    members = [_("Members")] if CURRENT_MEMBERS & set(audiences) else []
    return [*titles, *members]


def cohort_page(*audiences, closed_to_supervisors=False):
    """Pass the cohort in place of its slug, to these audiences.

    closed_to_supervisors: for pages that show what members say, in meetings or about themselves.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, *args, **kwargs):
            cohort = get_cohort_or_refuse(
                request, slug, audiences, closed_to_supervisors=closed_to_supervisors
            )
            return view(request, cohort, *args, **kwargs)

        return guarded

    return decorate


def recruiter_required(view):
    """For people who recruit in some cohort:
    passes the queryset of the cohorts whose applications they read.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not current_roles(request.user, StaffRole.RECRUITS).exists():
            raise PermissionDenied(_("This page is for those who recruit."))
        return view(request, Cohort.objects.recruited_by(request.user), *args, **kwargs)

    return guarded


def network_staff_required(view):
    """For state staff and evaluators: passes the network of their first role."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        roles = current_roles(request.user, StaffRole.OF_A_NETWORK).select_related("network")
        role = roles.order_by("pk").first()
        if role is None:
            raise PermissionDenied(_("This page is for those who coordinate the network."))
        request.network = role.network
        return view(request, role.network, *args, **kwargs)

    return guarded


def current_roles(person, kinds):
    return StaffRole.objects.current().filter(person=person, kind__in=kinds)


def get_membership_link(request, purpose):
    """The MembershipLink of the personal link whose cookie this browser holds; or None.

    Activates its cohort.
    """
    membership = "membership_link__membership"
    links = links_from_cookie(request, purpose).select_related(
        "person", f"{membership}__cohort__network", f"{membership}__person"
    )
    found = getattr(links.first(), "membership_link", None)
    if found:
        activate_cohort(found.membership.cohort, request)
    return found


def membership_link_page(purpose, *, labels_of=no_labels):
    """For a member who came by a personal link: passes the MembershipLink, or answers 410.

    labels_of: as in `link_page`.
    """
    return link_page(purpose, find=get_membership_link, labels_of=labels_of)
