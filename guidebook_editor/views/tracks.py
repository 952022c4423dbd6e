"""The tracks of a guidebook: listed and put in order, written, edited, removed. They belong to all
its versions, so they change also after a version is published.
"""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.views.look import Look, look_or_perform
from guidebooks.actions.tracks import reorder_tracks, save_track
from guidebooks.models import Guidebook, Track
from lib.query import posted

from ..actions.library_acts import discard_track
from ..forms.tracks import CODE_TAKEN, TrackForm
from ..permissions import refuse_readers, track_list_page, track_page
from .form_page import refuse_more_than, render_form

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: Tracks of one guidebook: more is a mistake, and the list needs no pages.
MAX_TRACKS = 50


@require_http_methods(READ_AND_WRITE)
@track_list_page
def track_list(request, guidebook):
    """POST saves the order."""
    tracks = Track.objects.of_guidebook(guidebook)
    if request.method == "POST":
        refuse_readers(request)
        reorder_tracks(tracks, data=request.POST)
        return redirect("guidebook_editor:track-list", guidebook.slug)
    rows = list(tracks.annotate(number_of_cohorts=Count("cohorts")).order_by("position", "pk"))
    context = {"guidebook": guidebook, "tracks": rows, "writes": request.writes_tracks}
    context["order"] = ",".join(str(track.pk) for track in rows)
    context["is_public"] = Guidebook.objects.published().filter(slug=guidebook.slug).exists()
    return render(request, "guidebook_editor/track_list.html", context)


@require_http_methods(READ_AND_WRITE)
@track_page
def track_add(request, guidebook):
    track = Track(network_id=guidebook.network_id, guidebook_slug=guidebook.slug)
    return edit_track(request, guidebook, track, "Add a track")


@require_http_methods(READ_AND_WRITE)
@track_page
def track_edit(request, guidebook, row):
    track = get_track(guidebook, row)
    return edit_track(request, guidebook, track, str(track.name))


def get_track(guidebook, row):
    return get_object_or_404(Track.objects.of_guidebook(guidebook), pk=row)


def edit_track(request, guidebook, track, heading):
    form = TrackForm(posted(request), instance=track)
    if request.method == "POST" and not track.pk:
        refuse_more_than(MAX_TRACKS, Track.objects.of_guidebook(guidebook), form)
    if request.method == "POST" and form.is_valid():
        if save_track(form.save(commit=False)):
            messages.success(request, f"“{track.name}” is saved.")
            return redirect("guidebook_editor:track-list", guidebook.slug)
        form.add_error("code", CODE_TAKEN)
    context = {"form": form, "heading": heading, "what": "track"} | links_of(guidebook, track)
    return render_form(request, "guidebook_editor/activity_form.html", context)


def links_of(guidebook, track):
    """Where the page of a track leads: back to the list, and to the removal of one that exists."""
    back = reverse("guidebook_editor:track-list", args=[guidebook.slug])
    links = {"back": back, "back_word": f"Tracks of {guidebook.name}"}
    if track.pk:
        args = [guidebook.slug, track.pk]
        links["remove"] = reverse("guidebook_editor:track-remove", args=args)
    return links


@require_http_methods(READ_AND_WRITE)
@track_page
def track_remove(request, guidebook, row):
    track = get_track(guidebook, row)
    back = reverse("guidebook_editor:track-list", args=[guidebook.slug])
    look = Look(
        f"Remove “{track.name}”",
        [(back, f"Tracks of {guidebook.name}")],
        next=back,
        keep=reverse("guidebook_editor:track-edit", args=[guidebook.slug, track.pk]),
        keep_word="Keep it",
    )
    return look_or_perform(request, look, lambda act: discard_track(track))
