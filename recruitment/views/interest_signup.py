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
    """The same page for a first and a repeated request,
    so that it tells nothing about an address.
    """
    guidebook = published_version_or_404(guidebook)
    track = get_object_or_404(Track.objects.of_guidebook(guidebook), code=code)
    form = InterestForm(request.POST if request.method == "POST" and not track.is_open else None)
    if form.is_bound and form.is_valid() and form.was_open_long_enough:
        register_interest(
            track,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            language=get_language()[:2],
        )
        return redirect(
            f"{reverse('recruitment:interest-add', args=[guidebook.slug, code])}?asked=1"
        )
    about = {
        "guidebook": guidebook,
        "network": guidebook.network,
        "track": track,
        "form": form,
        "asked": "asked" in request.GET and not form.is_bound,
    }
    return render(request, "recruitment/interest_form.html", about | {"hold": wait_message(form)})


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
    mine = list(
        Interest.objects.active()
        .filter(email_key=link.email_key)
        .select_related("track__network")[:50]
    )
    if request.method == "POST":
        apply_action(mine, request.POST)
        return redirect("recruitment:interest-own")
    add_guidebook_names(mine)
    network = {"network": mine[0].track.network} if mine else {}
    return render(
        request,
        "recruitment/interest_own.html",
        {"mine": mine, "confirmed": [i for i in mine if i.confirmed_at]} | network,
    )


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
