"""The strip of meetings: one room each, its door shut, opening or open."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib import dates
from meetings.locations import is_location_missing
from meetings.models import Attendance


def meetings_of(cohort):
    """All meetings in order, each with the number that was in the room."""
    here = Count("attendances", filter=Q(attendances__status__in=Attendance.ATTENDED))
    meetings = list(cohort.meetings.in_order().select_related("part").annotate(number_here=here, number_noted=Count("attendances")))
    for meeting in meetings:
        meeting.cohort = cohort
    return meetings


def rooms_of(meetings, *, linked=True):
    following = next((m for m in meetings if m.days_ahead >= 0 and not m.is_held), None)
    return [room_of(m, is_next=m is following, linked=linked) for m in meetings]


def room_of(meeting, *, is_next, linked):
    state, pill, word = how_it_stands(meeting, is_next)
    return {
        "number": meeting.position,
        "name": meeting.title,
        "when": dates.day(meeting.on),
        "what": what_sort(meeting),
        "state": state,
        "pill": pill,
        "pill_word": word,
        "href": reverse("meetings:meeting-detail", args=[meeting.cohort.slug, meeting.position]) if linked else "",
    }


def what_sort(meeting):
    """Online, optional: what differs from a day in the room that everybody comes to."""
    if not meeting.is_online:
        return "" if meeting.mandatory else _("Optional")
    return ", ".join([str(meeting.get_setting_display()), *([] if meeting.mandatory else [_("optional")])])


def how_it_stands(meeting, is_next):
    """Door, pill and its word."""
    if meeting.is_held:
        return "open", "ok", _("Held, %(here)s of %(all)s") % {"here": meeting.number_here, "all": meeting.number_noted}
    if meeting.days_ahead < 0:
        return "open", "wait", _("Attendance is open")
    if is_next:
        return "opening", "info", _("Next, %(when)s") % {"when": in_days(meeting.days_ahead)}
    if is_location_missing(meeting):
        return "shut", "stop", _("No place yet")
    return "shut", "off", _("Planned")


def in_days(days):
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
