"""Where a meeting takes place, in words: a room, a link, a phone line, or both."""

from django.utils.translation import gettext as _


def room_of(meeting):
    """Example Hall, 1 Example Street; nothing for a meeting without a room."""
    return ", ".join(filter(None, [meeting.place_name, meeting.place_address])) if meeting.has_room else ""


def line_of(meeting):
    """Online: the link, and the number to call; nothing for a meeting that is only in the room."""
    if not meeting.is_online:
        return ""
    return ", ".join(filter(None, [meeting.link_url, meeting.phone and _("by phone %(number)s") % {"number": meeting.phone}]))


def where(meeting):
    """All of it in one line, for letters and calendars that members read."""
    line = line_of(meeting)
    if line:
        line = _("online: %(line)s") % {"line": line}
    return "; ".join(filter(None, [room_of(meeting), line])) or meeting.link_url


def lacks_a_place(meeting):
    return (meeting.has_room and not meeting.place_name) or (meeting.is_online and not meeting.link_url)
