"""The tracks of a guidebook."""


def set_track_open(track, is_open):
    """Mark a track as open, or as coming soon."""
    track.is_open = is_open
    track.save(update_fields=["is_open"])
