"""Decorators of the pages that mend what is stored about a person."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.access import cohorts_supervised_by
from cohorts.models import Cohort
from cohorts.pages.people import joined_into, people_seen_in
from people.models import Link
from people.permissions import link_page, links_from_cookie


def supervises_there(reader, person):
    """Whether the reader supervises or signed for somebody in a cohort of this person."""
    cohorts = Cohort.objects.filter(memberships__person=person)
    return cohorts_supervised_by(reader, cohorts).exists()


def seen_person(reader, pk, *, leads):
    """The person of this key, if the reader may mend them.

    leads: whether only those may who lead a cohort of the person. Raises Http404 for a person whom
    no cohort of the reader knows, PermissionDenied for a reader who may only look.
    """
    seen = people_seen_in(Cohort.objects.recruited_by(reader))
    person = seen.filter(pk=pk, merged_into=None).first()
    if person is None:
        raise Http404
    if supervises_there(reader, person):
        raise PermissionDenied(
            _("You supervise somebody in this cohort. Somebody else changes what is stored here.")
        )
    if leads and not people_seen_in(Cohort.objects.led_by(reader)).filter(pk=pk).exists():
        raise PermissionDenied(_("This page is for those who lead a cohort of this person."))
    return person


def record_that_stays(reader, pk):
    """The person that the reader may open, into whose record that of this key went; else None."""
    return joined_into(people_seen_in(Cohort.objects.recruited_by(reader)), pk)


def cohort_of(reader, person):
    """The newest cohort that the reader leads and that knows this person: its network, zone and
    list of letters are those of an act about them.
    """
    led = Cohort.objects.led_by(reader)
    own = led.filter(Q(memberships__person=person) | Q(staff_roles__person=person))
    of_staff = led.filter(memberships__person__supervised_by__supervisor=person)
    found = own.newest_first().first() or of_staff.newest_first().first()
    timezone.activate(found.zone)
    return found


def may_mend(reader, person):
    """What the page of a person offers: {"edit", "lead"}: whether the reader may open the pages of
    everybody who recruits, and those of whoever leads.
    """
    if person.merged_into_id or supervises_there(reader, person):
        return {"edit": False, "lead": False}
    led = people_seen_in(Cohort.objects.led_by(reader))
    return {"edit": True, "lead": led.filter(pk=person.pk).exists()}


def person_page(*, leads=True):
    """Pass the person in place of their key, to staff of a cohort that knows them; with `leads`, to
    those only who lead one. Never to whoever supervises or signed for a member there.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, pk, *args, **kwargs):
            if stays := record_that_stays(request.user, pk):
                messages.info(request, f"The record that you opened is one with that of {stays}.")
                return redirect(stays)
            person = seen_person(request.user, pk, leads=leads)
            return view(request, person, *args, **kwargs)

        return guarded

    return decorate


def get_address_change(request, purpose):
    """The open AddressChange of the link whose cookie this browser holds; or None."""
    links = links_from_cookie(request, purpose).select_related(
        "address_change__person", "address_change__asked_by"
    )
    change = getattr(links.first(), "address_change", None)
    return change if change and change.is_open else None


#: Passes the open AddressChange of the link, or answers 410.
address_page = link_page(Link.Purpose.ADDRESS, find=get_address_change)
