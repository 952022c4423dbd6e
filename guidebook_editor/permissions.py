"""Who may edit guidebooks: state staff, in the networks they work for."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect

from cohorts.access import state_networks
from guidebooks.models import Guidebook
from lib.dates import day


def networks_or_refuse(person):
    """The networks this person works for as state staff.

    Raises PermissionDenied where there is none.
    """
    networks = state_networks(person)
    if not networks:
        raise PermissionDenied("Those who coordinate a network make its guidebooks.")
    return networks


def state_staff_page(view):
    """For state staff: the view gets (request, [their networks], …)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, networks_or_refuse(request.user), *args, **kwargs)

    return guarded


def draft_page(view):
    """For state staff: the view gets (request, the draft with this `pk`, …).

    404 for a guidebook of another network; a redirect to the list with a message for one that was
    published meanwhile. The view runs in a transaction; a POST locks the draft, so that changes
    come one after the other.
    """

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        guidebooks = Guidebook.objects.filter(network__in=networks_or_refuse(request.user))
        with transaction.atomic():
            if request.method == "POST":
                guidebooks = guidebooks.select_for_update(of=("self",))
            draft = get_object_or_404(guidebooks.select_related("network"), pk=pk)
            return (
                view(request, draft, *args, **kwargs)
                if draft.is_draft
                else redirect_published(request, draft)
            )

    return guarded


def redirect_published(request, guidebook):
    who = f" by {guidebook.published_by.name}" if guidebook.published_by else ""
    messages.info(
        request,
        (
            f"{guidebook} was published on {day(guidebook.published_at)}{who}. "
            "It does not change any more."
        ),
    )
    return redirect("guidebook_editor:draft-list")
