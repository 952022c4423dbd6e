"""The published guidebooks that anybody may read: those that are not withdrawn.

Nothing here tells of a person or a cohort.
"""

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from lib.query import parse_int

from .models import Guidebook, Track


def published_guidebooks():
    """The newest published version of each guidebook, by network.

    Annotated with `meetings`, how many there are, and their `minutes` in all.
    """
    newest = Guidebook.objects.in_catalog().newest_versions().values("pk")
    minutes = Coalesce("parts__planned_meetings__minutes", F("minutes_per_meeting"))
    counts = {"meetings": Count("parts__planned_meetings"), "minutes": Sum(minutes)}
    return (
        Guidebook.objects.filter(pk__in=newest)
        .select_related("network")
        .annotate(**counts)
        .order_by("network", "slug")
    )


def attach_tracks(guidebooks):
    """Set `tracks` on each of these guidebooks, with one query for all; returns them."""
    tracks = {}
    for track in Track.objects.filter(
        guidebook_slug__in=[guidebook.slug for guidebook in guidebooks]
    ):
        tracks.setdefault((track.network_id, track.guidebook_slug), []).append(track)
    for guidebook in guidebooks:
        guidebook.tracks = tracks.get((guidebook.network_id, guidebook.slug), [])
    return guidebooks


def published_version_or_404(slug, number="", *, also_withdrawn=False):
    """The newest published version of this slug, or with `number`,
    as it stands in a query string, that version.

    also_withdrawn: also where the guidebook is withdrawn from the catalog.
    """
    versions = Guidebook.objects.published() if also_withdrawn else Guidebook.objects.in_catalog()
    versions = versions.filter(slug=slug).select_related("network").order_by("-version")
    guidebook = versions.first()
    if guidebook and number:
        guidebook = versions.filter(version=parse_int(number, max_digits=4)).first()
    if guidebook is None:
        raise Http404
    return guidebook
