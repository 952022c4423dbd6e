"""The public shelf of guidebooks: published versions only, and nothing of any person or cohort."""

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from lib.query import parse_int

from .models import Guidebook, Track


def shelf():
    """The newest published version of every guidebook, by network, with its meetings and minutes counted."""
    newest = Guidebook.objects.published().newest_versions().values("pk")
    minutes = Coalesce("parts__planned_meetings__minutes", F("minutes_per_meeting"))
    counted = {"meetings": Count("parts__planned_meetings"), "minutes": Sum(minutes)}
    return Guidebook.objects.filter(pk__in=newest).select_related("network").annotate(**counted).order_by("network", "slug")


def with_tracks(guidebooks):
    """The same guidebooks, each with its `tracks`: one query for any number."""
    tracks = {}
    for track in Track.objects.filter(guidebook_slug__in=[guidebook.slug for guidebook in guidebooks]):
        tracks.setdefault((track.network_id, track.guidebook_slug), []).append(track)
    for guidebook in guidebooks:
        guidebook.tracks = tracks.get((guidebook.network_id, guidebook.slug), [])
    return guidebooks


def tracks_of(guidebook):
    return Track.objects.filter(network=guidebook.network_id, guidebook_slug=guidebook.slug)


def published_version(slug, number=""):
    """The newest published version of this slug, or the one of this number; raises Http404."""
    versions = Guidebook.objects.published().filter(slug=slug).select_related("network").order_by("-version")
    newest = versions.first()
    if newest is None or not number:
        return found_or_404(newest)
    return found_or_404(versions.filter(version=parse_int(number, max_digits=4)).first())


def found_or_404(guidebook):
    if guidebook is None:
        raise Http404
    return guidebook
