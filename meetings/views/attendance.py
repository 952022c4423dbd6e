from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import FACILITATOR, GREETER, LEAD, RUNS_IT
from lib import dates
from lib.exports import export_response
from lib.query import parse_int

from ..attendance_sheet import AttendanceSheet
from ..exports.attendance import AttendanceResource
from ..forms.attendance import AttendanceMarkForm, SignInRowsForm
from ..models import (
    BY_LINK,
    Attendance,
    AttendanceClosed,
    MarkedMeanwhile,
    MeetingNotHeldYet,
    NotExpected,
    Way,
)
from ..pages.attendance import attendance_page, export_rows, kept_query
from ..permissions import meeting_page
from .attendance_script import answer_look, answer_mark, is_from_script

CHECKS_IN = {FACILITATOR, LEAD, GREETER}


def redirect_to_attendance(meeting, row=None, kept=""):
    """row: primary key of the membership whose row the page scrolls to. kept: a query string."""
    address = reverse("meetings:attendance-edit", args=[meeting.cohort.slug, meeting.position])
    return redirect(f"{address}{kept}#row-{row}" if row else address)


@require_safe
@meeting_page(*CHECKS_IN)
def attendance_edit(request, meeting):
    if is_from_script(request):
        return answer_look(request, meeting)
    return render_attendance(request, meeting)


@require_safe
@meeting_page(*RUNS_IT)
def attendance_export(request, meeting, ending):
    return export_response(
        AttendanceResource(),
        export_rows(AttendanceSheet(meeting), request.GET),
        ending=ending,
        slug=f"{meeting.cohort.slug}-meeting-{meeting.position}",
        scope=meeting,
        sent=request.GET,
    )


def render_attendance(request, meeting, rows_form=None):
    """The attendance page; with rows_form, a form of row numbers that has errors."""
    sheet = AttendanceSheet(meeting)
    page = attendance_page(sheet, request.GET)
    context = page | {
        "rows": [(row, AttendanceMarkForm.of(row)) for row in page["page"]],
        "rows_form": rows_form or SignInRowsForm(sheet=sheet),
        "runs_it": request.access.is_one_of(*RUNS_IT),
    }
    return render(request, "meetings/attendance_edit.html", context)


@require_POST
@meeting_page(*CHECKS_IN)
def attendance_mark(request, meeting, pk):
    """Set the status of one member; an empty status deletes the record."""
    membership = get_object_or_404(meeting.roster(), pk=pk)
    refusal = save_or_refuse(request, meeting, membership)
    if is_from_script(request):
        return answer_mark(request, meeting, membership, refusal)
    if refusal:
        messages.warning(request, refusal)
    return redirect_to_attendance(meeting, row=pk, kept=kept_query(request.GET))


def save_or_refuse(request, meeting, membership):
    """Save the mark that was sent. Returns why nothing was saved; "" when it was."""
    form = AttendanceMarkForm(request.POST)
    if not form.is_valid():
        return _("That mark is not known. Nothing was changed.")
    try:
        save_mark(request, meeting, membership, **form.cleaned_data)
    except (AttendanceClosed, MeetingNotHeldYet, MarkedMeanwhile, NotExpected) as error:
        return refusal_message(error, meeting)
    return ""


def save_mark(request, meeting, membership, *, status, stand_in_name):
    known = {"meeting": meeting, "by": request.user, "seen": request.POST.get("version")}
    if not status:
        Attendance.objects.unmark(membership=membership, **known)
        return
    Attendance.objects.mark(
        memberships=[membership],
        status=status_of(status),
        source=source_of(request),
        stand_in_name=stand_in_of(meeting, membership, status, stand_in_name),
        way=way_of(meeting, status),
        ago=time_waited(request),
        **known,
    )


def status_of(sent):
    """The status that a button or the sign-in sheet means; who came by link is here."""
    return Attendance.Status.PRESENT if sent == BY_LINK else sent


def stand_in_of(meeting, membership, status, sent):
    """Who came instead: the name that was sent, else that of the reply; "" where nobody did."""
    if status != Attendance.Status.SUBSTITUTE:
        return ""
    return sent or substitute_in_reply(meeting, membership)


def way_of(meeting, sent):
    """How somebody is here at a hybrid meeting, by what the button sent; None where it says nothing
    of it.
    """
    if not meeting.is_hybrid:
        return None
    return {BY_LINK: Way.LINK, Attendance.Status.PRESENT: Way.ROOM}.get(sent)


def way_of_row(meeting, status):
    """Who signs is in the room; for the others the sheet says that they came by link."""
    if not meeting.is_hybrid:
        return None
    return Way.LINK if status == BY_LINK else Way.ROOM


def time_waited(request):
    """How long the mark waited for signal, as the page's script says; a day at most."""
    seconds = parse_int(request.POST.get("seconds_ago", "")) or 0
    return timedelta(seconds=min(seconds, 24 * 60 * 60))


def substitute_in_reply(meeting, membership):
    """The substitute's name in the member's reply, if there is one."""
    reply = meeting.replies.filter(membership=membership).first()
    return reply.substitute_name if reply else ""


def source_of(request):
    return (
        Attendance.Source.ROLL_CALL
        if request.access.is_one_of(*RUNS_IT)
        else Attendance.Source.CHECK_IN
    )


def refusal_message(error, meeting):
    if isinstance(error, MeetingNotHeldYet):
        return _(
            "Who came can be noted from %(day)s on, the day of the meeting. Nothing was changed."
        ) % {"day": dates.day(meeting.on)}
    if isinstance(error, NotExpected):
        return _("This person is not expected at this meeting. Nothing was changed.")
    if isinstance(error, MarkedMeanwhile):
        return _(
            "Somebody else noted meanwhile: %(status)s. Nothing was changed. Mark again if that is "
            "wrong."
        ) % {"status": error.attendance.get_status_display()}
    return _(
        "Attendance is closed. Nothing was changed. A facilitator can open it again, then mark "
        "once more."
    )


@require_POST
@meeting_page(*CHECKS_IN)
def attendance_rows(request, meeting):
    """Row numbers from the printed sign-in sheet: shown as names first,
    saved when these are confirmed.
    """
    form = SignInRowsForm(request.POST, sheet=AttendanceSheet(meeting))
    if not form.is_valid():
        return render_attendance(request, meeting, form)
    if "save" in request.POST:
        return save_signed_rows(request, meeting, form.parsed_rows)
    return render(
        request,
        "meetings/attendance_rows.html",
        {"meeting": meeting, "form": form, "signed": form.parsed_rows},
    )


def save_signed_rows(request, meeting, parsed_rows):
    """Save the rows whose members were on the confirmation page:
    the numbers shift when somebody joins or leaves.
    """
    confirmed = set(request.POST.getlist("member"))
    signed = [(row, status) for row, status in parsed_rows if str(row.membership.pk) in confirmed]
    try:
        mark_signed(meeting, signed, by=request.user)
        messages.success(request, _("%(n)s rows of the sheet are noted.") % {"n": len(signed)})
    except (AttendanceClosed, MeetingNotHeldYet, NotExpected) as error:
        messages.warning(request, refusal_message(error, meeting))
    return redirect_to_attendance(meeting)


def mark_signed(meeting, signed, *, by):
    """signed: [(row, status)]. Raises as `Attendance.objects.mark`."""
    for status, memberships in changes_by_status(signed).items():
        Attendance.objects.mark(
            meeting=meeting,
            memberships=memberships,
            status=status_of(status),
            way=way_of_row(meeting, status),
            by=by,
            source="sign_in_sheet",
        )


def changes_by_status(signed):
    """{status: memberships that get it}

    A member who is marked as having attended keeps that mark, unless the sheet says "late",
    "left early" or, at a hybrid meeting, that they came by link.
    """
    found = {}
    for row, status in signed:
        if not (row.is_here and status == "present"):
            found.setdefault(status, []).append(row.membership)
    return found
