"""Who may open pages about applications, sign-offs and interest lists."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from cohorts.access import state_networks
from cohorts.models import Cohort, CohortMembership, MembershipLink
from cohorts.permissions import activate_cohort, get_membership_link
from guidebooks.catalog import published_version_or_404
from people.models import Link
from people.permissions import held_links, link_page, links_from_cookie, no_link

from .models import Application, ApplicationLink, SupervisorEndorsement
from .pages.endorsement_passed_on import passed_on
from .pages.endorsement_replaced import not_asked_any_more

COHORT_PART = "application_link__application__cohort_part"


def get_application_link(request, purpose):
    """The ApplicationLink whose cookie this browser holds;
    else what the signed-in person may see by one; or None.
    """
    links = links_from_cookie(request, purpose).select_related(
        "person", f"{COHORT_PART}__cohort__network", f"{COHORT_PART}__part"
    )
    return getattr(links.first(), "application_link", None) or application_link_of_session(
        request.user, purpose
    )


def find_and_activate_cohort(request, purpose):
    """`get_application_link`; the request then has the network and time zone
    of the application's cohort.
    """
    found = get_application_link(request, purpose)
    if found:
        activate_cohort(found.application.cohort, request)
    return found


def application_link_page(purpose, *, labels_of):
    """A page of an applicant or a director reached by a personal link:
    passes the ApplicationLink, or answers 410. labels_of: as in `link_page`.
    """
    return link_page(
        purpose,
        find=find_and_activate_cohort,
        without=passed_on_or_no_link,
        labels_of=labels_of,
    )


def get_renewal_link(request, purpose):
    """The MembershipLink of a letter about the next part; else, for somebody signed in, one that is
    not saved, about their newest place in a cohort; or None.
    """
    return get_membership_link(request, purpose) or renewal_link_of_session(request, purpose)


def renewal_link_of_session(request, purpose):
    person = request.user
    membership = newest_place_to_renew(person) if person.is_authenticated else None
    if membership is None:
        return None
    activate_cohort(membership.cohort, request)
    link = Link(purpose=purpose, person=person, email_key=person.email_key or "")
    return MembershipLink(link=link, membership=membership)


def newest_place_to_renew(person):
    """The place whose cohort has opened a later part most recently; or None."""
    places = CohortMembership.objects.current().filter(
        person=person, graduated_on=None, cohort__status=Cohort.Status.MEETING
    )
    opened = places.filter(
        cohort__cohort_parts__opened_at__isnull=False,
        cohort__cohort_parts__part__number__gt=F("part__number"),
    )
    related = opened.select_related("cohort__network", "person", "part")
    return related.order_by("-cohort__cohort_parts__opened_at", "-pk").first()


renewal_page = link_page(Link.Purpose.RENEW, find=get_renewal_link)


def endorsement_link_settled(request, link):
    """410 for a sign-off link whose questions were passed on, or are asked no more: to whom, and
    what comes next; None for any other link.
    """
    if not link or link.purpose != Link.Purpose.SIGN_OFF:
        return None
    if told := passed_on(link):
        return render(request, "recruitment/endorsement_forwarded.html", told, status=410)
    if told := not_asked_any_more(link):
        return render(request, "recruitment/endorsement_not_asked.html", told, status=410)
    return None


def passed_on_or_no_link(request, purpose):
    """The answer to somebody without a usable link; to a director who passed her sign-offs on,
    to whom.
    """
    return endorsement_link_settled(request, held_links(request, purpose).first()) or no_link(
        request, purpose
    )


def application_link_of_session(person, purpose):
    """An unsaved ApplicationLink for the newest application, or sign-off, of somebody signed in;
    or None.
    """
    if not person.is_authenticated or not person.is_active:
        return None
    if purpose == Link.Purpose.APPLICATION:
        own = Application.objects.newcomers().filter(person=person).with_cohort_part()
        application = own.order_by("-submitted_at").first()
        return application and unsaved_link(purpose, person, application, person.email_key)
    return endorsement_link_of_session(person)


def endorsement_link_of_session(person):
    """An unsaved ApplicationLink for the newest sign-off asked of one of this person's
    addresses; or None.
    """
    asked = SupervisorEndorsement.objects.active().filter(supervisor_key__in=person.address_keys)
    endorsement = asked.with_cohort_part().order_by("-asked_at").first()
    return endorsement and unsaved_link(
        Link.Purpose.SIGN_OFF, person, endorsement.application, endorsement.supervisor_key
    )


def unsaved_link(purpose, person, application, email_key):
    return ApplicationLink(
        link=Link(purpose=purpose, person=person, email_key=email_key or ""),
        application=application,
    )


def network_staff_page(view):
    """For state staff: passes the published guidebook of this slug, also a withdrawn one;
    404 for one of another network.
    """

    @wraps(view)
    def guarded(request, guidebook, *args, **kwargs):
        networks = state_networks(request.user)
        if not networks:
            raise PermissionDenied(_("This page is for those who coordinate the network."))
        found = published_version_or_404(guidebook, also_withdrawn=True)
        if found.network not in networks:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded
