"""Who may edit guidebooks: state staff, in the networks they work for; and regional leads, in the
networks of their regions, the drafts that they began themselves.
"""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cohorts.access import lead_networks, state_networks
from cohorts.models import StaffRole
from guidebooks.models import Guidebook
from lib.dates import day
from lib.text import inside_sentence

NOBODY_ELSE = (
    "Those who coordinate a network make its guidebooks, and those who lead a region propose them."
)


def state_staff_page(view):
    """For state staff: the view gets (request, [their networks], …)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        networks = state_networks(request.user)
        if not networks:
            raise PermissionDenied("This page is for those who coordinate a network.")
        return view(request, networks, *args, **kwargs)

    return guarded


def maker_page(view):
    """For state staff and regional leads: the view gets (request, [networks of both], …)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, maker_networks(request.user), *args, **kwargs)

    return guarded


def maker_networks(person):
    """The networks in which this person makes guidebooks or proposes them, without repetition.

    Raises PermissionDenied where there is none.
    """
    networks = list(dict.fromkeys(state_networks(person) + lead_networks(person)))
    if not networks:
        raise PermissionDenied(NOBODY_ELSE)
    return networks


def drafts_of(person):
    """Queryset of the guidebooks that this person may write: as state staff all of a network, as
    regional lead what they began. Raises PermissionDenied for whoever makes none.
    """
    maker_networks(person)
    began = Q(network__in=lead_networks(person), created_by=person)
    return Guidebook.objects.filter(Q(network__in=state_networks(person)) | began)


def draft_page(view):
    """For state staff, and for the regional lead who began it: the view gets (request, the draft
    with this `pk`, …). `request.publishes`: whether they may publish it. `request.proposal`: the
    Proposal that waits, or None.

    404 for another guidebook; a redirect to the list with a message for one that was published
    meanwhile, and to the draft for a lead who would change what is proposed. The view runs in a
    transaction; a POST locks the draft, so that changes come one after the other.
    """

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        guidebooks = drafts_of(request.user)
        with transaction.atomic():
            if request.method == "POST":
                guidebooks = guidebooks.select_for_update(of=("self",))
            draft = get_object_or_404(guidebooks.select_related("network"), pk=pk)
            request.draft = draft
            request.publishes = draft.network in state_networks(request.user)
            request.proposal = draft.proposals.waiting().select_related("proposed_by").first()
            if not draft.is_draft:
                return redirect_published(request, draft)
            if is_out_of_hand(request, view):
                return redirect_proposed(request, draft)
            return view(request, draft, *args, **kwargs)

    return guarded


def while_proposed(view):
    """Marks a view of a draft that its lead may send also while it is proposed."""
    view.while_proposed = True
    return view


def is_out_of_hand(request, view):
    changes = request.method == "POST" and not getattr(view, "while_proposed", False)
    return changes and request.proposal is not None and not request.publishes


def publisher_page(view):
    """As draft_page, for state staff of the draft's network only."""

    @wraps(view)
    def of_publishers(request, draft, *args, **kwargs):
        if not request.publishes:
            title = StaffRole.Kind.STATE_STAFF.title_in(draft.network)
            raise PermissionDenied(
                f"The {inside_sentence(title)} of {draft.network} can publish it, or return it."
            )
        return view(request, draft, *args, **kwargs)

    guarded = draft_page(of_publishers)

    @wraps(view)
    def for_staff(request, *args, **kwargs):
        if not state_networks(request.user):
            raise PermissionDenied("Those who coordinate a network publish its guidebooks.")
        return guarded(request, *args, **kwargs)

    return for_staff


def track_list_page(view):
    """A page of the tracks of a guidebook, which belong to all its versions: the view gets
    (request, the newest version that this person may write). `request.writes_tracks`: whether they
    may change the tracks. State staff may; a regional lead may in a guidebook that they began,
    until it is published, because nobody else reads the tracks before.

    The view runs in a transaction; a POST locks the guidebook, as `draft_page` does.
    """

    @wraps(view)
    def guarded(request, guidebook, *args, **kwargs):
        with transaction.atomic():
            versions = drafts_of(request.user).filter(slug=guidebook).select_related("network")
            if request.method == "POST":
                versions = versions.select_for_update(of=("self",))
            found = versions.order_by("-version").first()
            if found is None and not state_networks(request.user):
                raise PermissionDenied(NOBODY_ELSE)
            if found is None:
                raise Http404
            staff = found.network in state_networks(request.user)
            request.writes_tracks = staff or may_write_tracks_of_own(found)
            return view(request, found, *args, **kwargs)

    return guarded


def may_write_tracks_of_own(draft):
    """Whether whoever began this draft may change its tracks: nothing of it is published, and no
    proposal waits.
    """
    is_public = Guidebook.objects.published().filter(slug=draft.slug).exists()
    return not is_public and not draft.proposals.waiting().exists()


def track_page(view):
    """As track_list_page, for whoever may change the tracks."""

    @wraps(view)
    def of_writers(request, *args, **kwargs):
        refuse_readers(request)
        return view(request, *args, **kwargs)

    return track_list_page(of_writers)


def refuse_readers(request):
    if not request.writes_tracks:
        raise PermissionDenied("Those who coordinate the network write these tracks.")


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


def redirect_proposed(request, draft):
    messages.info(
        request, "Nothing is changed: this draft is proposed. Take the proposal back first."
    )
    return redirect("guidebook_editor:draft-detail", draft.pk)
