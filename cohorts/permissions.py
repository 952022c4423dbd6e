"""Every "may this person" about a cohort: the first line of each view is one of these decorators.

Not signed in: the sign-in page. Not visible: 404. Visible, but not for this audience: 403.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Application, Cohort, Link, StaffRole, SupervisorEndorsement
from .models.cohort import READS_APPLICATIONS
from .standing import standing_of

LINK_COOKIE = "hallway-link-{purpose}"


def stand_in(cohort, request):
    """From here on the page speaks for this cohort: its network's name, and the clock of its own zone."""
    request.network = cohort.network
    timezone.activate(cohort.zone)


def enter_cohort(request, slug, audiences, *, words):
    """The cohort of this slug for this request, with `request.standing` set; raises 404 or 403."""
    cohort = get_object_or_404(Cohort.objects.select_related("network", "region", "guidebook"), slug=slug)
    request.standing = standing = standing_of(request.user, cohort)
    stand_in(cohort, request)
    if not standing.audiences:
        raise Http404
    if words and standing.is_walled:
        raise PermissionDenied(_("You supervise somebody in this cohort. What is said in the room stays there."))
    if not standing.is_one_of(*audiences):
        raise PermissionDenied(_("This page is for another role in this cohort."))
    return cohort


def cohort_page(*audiences, words=False):
    """Turn the slug into the cohort for these audiences; `words=True` for pages with words said in the room."""

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, *args, **kwargs):
            cohort = enter_cohort(request, slug, audiences, words=words)
            return view(request, cohort, *args, **kwargs)

        return guarded

    return decorate


def region_role(person, region):
    """Does this person lead the region or work for its network now?"""
    roles = StaffRole.objects.current().filter(person=person)
    return roles.filter(region=region, kind="lead").exists() or roles.filter(network=region.network_id, kind="state_staff").exists()


def recruits_page(view):
    """For whoever recruits somewhere: passes the cohorts whose applications this person reads."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not StaffRole.objects.current().filter(person=request.user, kind__in=READS_APPLICATIONS).exists():
            raise PermissionDenied(_("This page is for those who recruit."))
        return view(request, Cohort.objects.recruited_by(request.user), *args, **kwargs)

    return guarded


def state_page(view):
    """For state staff and evaluators of a network: passes the network."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        role = (
            StaffRole.objects.current()
            .filter(person=request.user, kind__in=["state_staff", "evaluator"])
            .select_related("network")
            .order_by("pk")
            .first()
        )
        if role is None:
            raise PermissionDenied(_("This page is for state staff."))
        request.network = role.network
        return view(request, role.network, *args, **kwargs)

    return guarded


def link_page(purpose):
    """A page reached by a personal link: passes the usable Link, or shows the one neutral page (410)."""

    def decorate(view):
        @login_not_required
        @wraps(view)
        def guarded(request, *args, **kwargs):
            link = link_in_hand(request, purpose)
            if link is None:
                return render(request, "link_dead.html", status=410)
            if cohort := link.cohort:
                stand_in(cohort, request)
            return view(request, link, *args, **kwargs)

        return guarded

    return decorate


def link_in_hand(request, purpose):
    """The usable link whose secret this browser holds for this purpose; else what a sign-in gives; or None."""
    try:
        secret = request.get_signed_cookie(LINK_COOKIE.format(purpose=purpose), salt=purpose)
    except (KeyError, BadSignature):
        return link_of_session(request.user, purpose)
    found = Link.objects.usable().with_secret(secret).filter(purpose=purpose)
    found = found.select_related("person", "application__cohort__network", "membership__cohort__network", "membership__person").first()
    return found or link_of_session(request.user, purpose)


def link_of_session(person, purpose):
    """Somebody signed in sees their own application or sign-offs as if by link: an unsaved Link, or None."""
    if not person.is_authenticated or not person.is_active:
        return None
    if purpose == Link.Purpose.APPLICATION:
        application = Application.objects.filter(person=person).select_related("cohort__network").order_by("-submitted_at").first()
    elif purpose == Link.Purpose.SIGN_OFF:
        return sign_off_of_session(person)
    else:
        return None
    return application and Link(purpose=purpose, person=person, application=application, email_key=person.email_key)


def sign_off_of_session(person):
    """The newest sign-off asked of one of this person's addresses, as if by the link sent there."""
    asked = SupervisorEndorsement.objects.standing().filter(supervisor_key__in=person.address_keys)
    endorsement = asked.select_related("application__cohort__network").order_by("-asked_at").first()
    return endorsement and Link(
        purpose=Link.Purpose.SIGN_OFF, person=person, application=endorsement.application, email_key=endorsement.supervisor_key
    )
