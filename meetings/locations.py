"""Where a meeting takes place, as text: the address of the place, how to join online, or both."""

from django.utils.translation import gettext as _


def address_line(meeting):
    """Name and address of the place; empty for a meeting that is only online."""
    return (
        ", ".join(filter(None, [meeting.place_name, meeting.place_address]))
        if meeting.has_room
        else ""
    )


def online_line(meeting):
    """The link and the phone number; empty for a meeting that is only in person."""
    if not meeting.is_online:
        return ""
    return ", ".join(
        filter(
            None,
            [
                meeting.link_url,
                meeting.phone and _("by phone %(number)s") % {"number": meeting.phone},
            ],
        )
    )


def location_line(meeting):
    """Both in one line, for letters to members: it contains the link to join."""
    line = online_line(meeting)
    if line:
        line = _("online: %(line)s") % {"line": line}
    return "; ".join(filter(None, [address_line(meeting), line])) or meeting.link_url


def missing_location(meeting):
    """ "no room yet" or "no link yet" for a meeting that needs one; "" where nothing is missing."""
    if meeting.has_room and not meeting.place_name:
        return _("no room yet")
    if meeting.is_online and not meeting.link_url:
        return _("no link yet")
    return ""
