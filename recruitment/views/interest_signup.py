"""Interest in a track that is not open yet: the public form, and the page behind the link
of its letter.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guidebooks.catalog import published_version_or_404
from guidebooks.models import Guidebook, Track
from people.models import Link
from people.permissions import link_page

from ..actions.interest_lists import register_interest
from ..forms.interest_lists import InterestForm
from ..models import Interest


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def interest_add(request, guidebook, code):
    """The same page for a first and a repeated request: it tells nothing about an address."""
    guidebook = published_version_or_404(guidebook)
    track = get_object_or_404(Track.objects.of_guidebook(guidebook), code=code)
    form = InterestForm(request.POST if request.method == "POST" and not track.is_open else None)
    if form.is_bound and form.is_valid() and form.was_open_long_enough:
        said = {key: form.cleaned_data[key] for key in ("name", "email")}
        register_interest(track, **said, language=get_language()[:2])
        page = reverse("recruitment:interest-add", args=[guidebook.slug, code])
        return redirect(f"{page}?asked=1")
    context = {"guidebook": guidebook, "network": guidebook.network, "track": track, "form": form}
    context |= {"asked": "asked" in request.GET and not form.is_bound, "hold": wait_message(form)}
    return render(request, "recruitment/interest_form.html", context)


def wait_message(form):
    """Why a form that was sent suspiciously fast was not taken yet; empty otherwise."""
    quick = form.is_bound and form.is_valid() and not form.was_open_long_enough
    return _("That was very quick. Read it through once, then press Send.") if quick else ""


@link_page(Link.Purpose.INTEREST)
@require_http_methods(["GET", "HEAD", "POST"])
def interest_own(request, link):
    """A GET changes nothing, because mail programs open links;
    buttons confirm or take the name off the list.
    """
    active = Interest.objects.active().filter(email_key=link.email_key)
    mine = list(active.select_related("track__network")[:50])
    if request.method == "POST":
        apply_action(mine, request.POST)
        return redirect("recruitment:interest-own")
    add_guidebook_names(mine)
    network = {"network": mine[0].track.network} if mine else {}
    context = {"mine": mine, "confirmed": [i for i in mine if i.confirmed_at]} | network
    return render(request, "recruitment/interest_own.html", context)


def apply_action(mine, sent):
    """`confirm` or `end` is the key of one of these interests; anything else changes nothing."""
    for interest in mine:
        if sent.get("confirm") == str(interest.pk):
            interest.confirm()
        if sent.get("end") == str(interest.pk):
            interest.end()


def add_guidebook_names(interests):
    slugs = {interest.track.guidebook_slug for interest in interests}
    names = {
        guidebook.slug: guidebook.name
        for guidebook in Guidebook.objects.published().newest_versions().filter(slug__in=slugs)
    }
    for interest in interests:
        interest.guidebook_name = names.get(interest.track.guidebook_slug, "")
