"""Withdrawing a published guidebook from the catalog, and putting it back."""

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.views.look import Look, look_or_perform
from guidebooks.models import Guidebook

from ..actions.catalog_acts import put_back, withdraw
from ..permissions import state_staff_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def guidebook_withdraw(request, networks, guidebook):
    own = get_own(networks, guidebook)
    look = look_of(f"Withdraw {own.name}", keep_word="Keep it in the catalog")
    return look_or_perform(request, look, lambda act: withdraw(own, by=request.user))


@require_http_methods(READ_AND_WRITE)
@state_staff_page
def guidebook_put_back(request, networks, guidebook):
    own = get_own(networks, guidebook)
    look = look_of(f"Put {own.name} back", keep_word="Not yet")
    return look_or_perform(request, look, lambda act: put_back(own, by=request.user))


def get_own(networks, slug):
    """The newest published version of a guidebook of these networks, or 404."""
    own = Guidebook.objects.published().filter(network__in=networks, slug=slug)
    if found := own.order_by("-version").first():
        return found
    raise Http404


def look_of(heading, *, keep_word):
    page = reverse("guidebook_editor:draft-list")
    return Look(heading, [(page, "Guidebooks")], next=page, keep=page, keep_word=keep_word)
