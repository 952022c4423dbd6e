"""The meeting strip: all meetings of a cohort in a row, each as planned, next or held."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib import dates
from meetings.locations import is_location_missing
from meetings.models import Attendance

from .next_meeting import next_meeting


def load_meetings(cohort):
    """All meetings in order; `number_here` is how many attended, `number_noted` how many have
    an attendance record.
    """
    here = Count("attendances", filter=Q(attendances__status__in=Attendance.ATTENDED))
    meetings = cohort.meetings.in_order().select_related("part")
    return list(meetings.annotate(number_here=here, number_noted=Count("attendances")))


def strip_items(meetings):
    """Items for the template tag of the strip. meetings: from load_meetings."""
    following = next_meeting(meetings)
    return [strip_item(meeting, is_next=meeting is following) for meeting in meetings]


def strip_item(meeting, *, is_next):
    state, pill, pill_word = status_label(meeting, is_next)
    return {
        "number": meeting.position,
        "name": meeting.title,
        "when": dates.day(meeting.on),
        "what": setting_label(meeting),
        "state": state,
        "pill": pill,
        "pill_word": pill_word,
        "href": reverse("meetings:meeting-detail", args=[meeting.cohort.slug, meeting.position]),
    }


def setting_label(meeting):
    """How the meeting differs from a mandatory one in person, such as "Online, optional";
    empty if it does not.
    """
    if not meeting.is_online:
        return "" if meeting.mandatory else _("Optional")
    return ", ".join(
        [str(meeting.get_setting_display()), *([] if meeting.mandatory else [_("optional")])]
    )


def status_label(meeting, is_next):
    """(state of the drawing, kind of pill, text of the pill)"""
    if meeting.is_held:
        return (
            "open",
            "ok",
            _("Held, %(here)s of %(all)s")
            % {"here": meeting.number_here, "all": meeting.number_noted},
        )
    if meeting.days_ahead < 0:
        return "open", "wait", _("Attendance is open")
    if is_next:
        return "opening", "info", _("Next, %(when)s") % {"when": relative_day(meeting.days_ahead)}
    if is_location_missing(meeting):
        return "shut", "stop", _("No place yet")
    return "shut", "off", _("Planned")


def relative_day(days):
    """ "today", "tomorrow", "in 3 days" or "2 days ago".

    days: from today, negative for the past.
    """
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
