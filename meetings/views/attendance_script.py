"""What the script of the attendance page gets: JSON, from the addresses of its forms."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from lib.query import parse_int

from ..attendance_sheet import AttendanceSheet
from ..forms.attendance import AttendanceMarkForm
from ..pages.attendance import ROWS, said_of


def is_from_script(request):
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def answer_look(request, meeting):
    return JsonResponse(changes(request, AttendanceSheet(meeting), request.GET))


def answer_mark(request, meeting, membership, refusal):
    """The page as it is after a mark: 200 with what was done, or 409 with why nothing was."""
    meeting.refresh_from_db(fields=["attendance_closed_at"])
    sheet = AttendanceSheet(meeting)
    found = changes(request, sheet, request.POST, about=membership)
    if refusal:
        return JsonResponse(found | {"refused": refusal}, status=409)
    return JsonResponse(found | {"said": said_of(sheet, membership)})


def changes(request, sheet, sent, *, about=None):
    """Counts, and the rows that look different from what the page shows.

    sent: `seen`, the versions of the rows shown, and `stage` as they were drawn.
    about: a membership whose row is there in any case.
    """
    rows = sheet.changed_since(parse_seen(sent.get("seen", "")), stage=sent.get("stage"))
    if about and all(row.membership != about for row in rows):
        rows += [row for row in sheet.rows if row.membership == about]
    token = get_token(request)
    return {
        "here": sheet.here,
        "total": sheet.total,
        "unmarked": len(sheet.unmarked),
        "stage": sheet.stage,
        "token": token,
        "rows": {f"row-{row.membership.pk}": draw_row(sheet.meeting, row, token) for row in rows},
    }


def draw_row(meeting, row, token):
    context = {"row": row, "form": AttendanceMarkForm.of(row), "csrf_token": token}
    return render_to_string("meetings/_attendance_row.html", {"meeting": meeting, **context})


def parse_seen(text):
    """{primary key: version} of a text such as "12-18f3a2,13-"; other pieces are left out."""
    pairs = (piece.partition("-") for piece in text.split(",")[:ROWS])
    numbered = ((parse_int(number), version) for number, _dash, version in pairs)
    return {number: version for number, version in numbered if number is not None}
