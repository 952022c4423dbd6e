"""Who may make guidebooks: state staff, in their own networks."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect

from cohorts.models import StaffRole
from guidebooks.models import Guidebook
from lib.dates import day
from people.models import Network


def staff_networks(person):
    """The networks this person works for as state staff; refuses whoever has none."""
    roles = StaffRole.objects.current().filter(person=person, kind=StaffRole.Kind.STATE_STAFF)
    networks = list(Network.objects.filter(pk__in=roles.values("network")).order_by("pk"))
    if not networks:
        raise PermissionDenied("State staff make guidebooks.")
    return networks


def staff_page(view):
    """For state staff: passes the networks they work for."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, staff_networks(request.user), *args, **kwargs)

    return guarded


def draft_page(view):
    """For state staff: turns `pk` into a draft of theirs. What is sent is done in one transaction, one person after the other.

    A draft of another network is missing; one that was published meanwhile says so.
    """

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        theirs = Guidebook.objects.filter(network__in=staff_networks(request.user))
        with transaction.atomic():
            if request.method == "POST":
                theirs = theirs.select_for_update(of=("self",))
            draft = get_object_or_404(theirs.select_related("network"), pk=pk)
            return view(request, draft, *args, **kwargs) if draft.is_draft else to_the_list(request, draft)

    return guarded


def to_the_list(request, guidebook):
    who = f" by {guidebook.published_by.name}" if guidebook.published_by else ""
    messages.info(request, f"{guidebook} was published on {day(guidebook.published_at)}{who}. It does not change any more.")
    return redirect("library:draft-list")
