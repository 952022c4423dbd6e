"""The tracks of a guidebook: written, put in order, opened, removed."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from ..models import Track
from ..row_order import RowOrder
from .items import renumber_groups, reorder_items, save_item

#: A new track without a code gets one from its English name.
ORDER = RowOrder(code_from="name")


def set_track_open(track, is_open):
    """Mark a track as open, or as coming soon."""
    track.is_open = is_open
    track.save(update_fields=["is_open"])


def save_track(track):
    """Save a new or changed track; a new one goes to the end.

    Returns False where somebody else took its code meanwhile.
    """
    order = RowOrder() if track.code else ORDER
    try:
        with transaction.atomic():
            save_item(track, items=Track.objects.siblings(track), order=order)
    except IntegrityError:
        return False
    return True


def reorder_tracks(tracks, *, data):
    """data: see `lib.ordering`."""
    reorder_items(tracks, order=ORDER, data=data)


def remove_track(track):
    """Delete a track with its list of interest. Returns how many names went with it, None where a
    cohort names the track and it stays.
    """
    try:
        with transaction.atomic():
            locked = Track.objects.select_for_update().get(pk=track.pk)
            siblings = Track.objects.siblings(locked)
            number, _by_model = locked.delete()
            renumber_groups(siblings, ORDER)
    except ProtectedError:
        return None
    return number - 1
