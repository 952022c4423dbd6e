"""The attendance page: which rows it shows, and what a screen reader says after a mark."""

from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lib import dates
from lib.filters import chip
from lib.paging import paginate_list
from lib.query import search_text

from ..models import BY_LINK, Attendance

#: Rows of a page.
ROWS = 100
UNMARKED = "unmarked"
#: What a screen reader says after a mark.
SAID = {
    "": gettext_lazy("%(name)s is not marked any more."),
    Attendance.Status.PRESENT: gettext_lazy("%(name)s is here."),
    Attendance.Status.LATE: gettext_lazy("%(name)s came late."),
    Attendance.Status.LEFT_EARLY: gettext_lazy("%(name)s left early."),
    Attendance.Status.SUBSTITUTE: gettext_lazy("Someone came instead of %(name)s."),
    Attendance.Status.EXCUSED: gettext_lazy("%(name)s is excused."),
    Attendance.Status.ABSENT: gettext_lazy("%(name)s is absent."),
}


def attendance_page(sheet, sent):
    """The context of the page: its rows, and the filter above them. sent: such as request.GET."""
    rows = shown_rows(sheet, sent)
    return {
        "meeting": sheet.meeting,
        "sheet": sheet,
        "page": paginate_list(rows, sent, key=lambda row: row.membership.pk, size=ROWS),
        "chips": state_chips(sheet, sent),
        "kept": kept_query(sent),
        "finish": label_to_finish(sheet),
        "attended": " ".join([*Attendance.ATTENDED, BY_LINK]),
    }


def state_chips(sheet, sent):
    """The filter: all rows that the search finds, or those of them without a mark."""
    found = sheet.found_by(search_text(sent))
    unmarked = [row for row in found if not row.status]
    return [
        state_chip(sent, pgettext("people", "All"), "", len(found)),
        state_chip(sent, _("Not yet"), UNMARKED, len(unmarked)),
    ]


def label_to_finish(sheet):
    """What the button says that closes attendance: {"some": with "{n}" for those without a mark,
    "all": when all are marked, "now": as it is}.
    """
    if sheet.meeting.is_open_again:
        every, some = _("Close it again"), _("Close it again, {n} not marked")
    else:
        every, some = pgettext("attendance", "Finish"), _("Finish, {n} not marked")
    unmarked = len(sheet.unmarked)
    now = some.replace("{n}", str(unmarked)) if unmarked else every
    return {"some": some, "all": every, "now": now}


def shown_rows(sheet, sent):
    """The rows that the search and the filter of the page leave. sent: such as request.GET."""
    found = sheet.found_by(search_text(sent))
    return [row for row in found if not row.status] if sent.get("state") == UNMARKED else found


def export_rows(sheet, sent):
    """The rows shown as {column of the export: value}. sent: such as request.GET."""
    reasons = "; ".join(str(reopening) for reopening in sheet.meeting.reopenings.all())
    rows = shown_rows(sheet, sent)
    return [export_row(row, sheet.meeting) | {"reopened": reasons} for row in rows]


def export_row(row, meeting):
    """{column of the export: value} of an AttendanceRow."""
    attendance = row.attendance
    agency = row.site.organization.name if row.site else ""
    return {
        "number": row.number,
        "name": row.membership.person.name,
        "site": row.site and row.site.name,
        "agency": attendance.agency_name if attendance else agency,
        "status": attendance.get_status_display() if attendance else "",
        "way": attendance.get_attended_by_display() if attendance else "",
        "came": clock_in(meeting, attendance and attendance.came_at),
        "left": clock_in(meeting, attendance and attendance.left_at),
        "stand_in": attendance.stand_in_name if attendance else "",
    }


def clock_in(meeting, moment):
    return dates.clock(timezone.localtime(moment, meeting.zone)) if moment else ""


def state_chip(sent, word, value, count):
    """A chip of the filter with the query string that it leads to."""
    query = kept_query({"q": sent.get("q"), "state": value}) or "?"
    current = (sent.get("state") == UNMARKED) == bool(value)
    return chip(word, value, count) | {"query": query, "current": current}


def kept_query(sent):
    """The query string that leads to the same rows, with its question mark; "" for none."""
    kept = {name: sent[name] for name in ("q", "state") if sent.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def said_of(sheet, membership):
    """What was done about a member, and how many are here: "Ada Lovelace is here. 12 of 28."."""
    status = next((row.status for row in sheet.rows if row.membership == membership), "")
    said = SAID[status] % {"name": membership.person.name}
    count = _("%(here)s of %(total)s.") % {"here": sheet.here, "total": sheet.total}
    return f"{said} {count}"
