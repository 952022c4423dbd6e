from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import FACILITATOR, GREETER, LEAD, RUNS_IT
from lib import dates
from lib.paging import paginate_list

from ..attendance_sheet import RollCall
from ..forms.attendance import MarkForm, SheetForm
from ..models import Attendance, NobodyCameYet, RollCallClosed
from ..permissions import meeting_page

AT_THE_DOOR = {FACILITATOR, LEAD, GREETER}


def to_the_roll_call(meeting, row=None):
    address = reverse("meetings:attendance-edit", args=[meeting.cohort.slug, meeting.position])
    return redirect(f"{address}#row-{row}" if row else address)


@require_safe
@meeting_page(*AT_THE_DOOR)
def attendance_edit(request, meeting):
    return show_roll_call(request, meeting, None)


def show_roll_call(request, meeting, sheet):
    roll_call = RollCall(meeting)
    rows = roll_call.named_like(request.GET.get("q", "")[:100])
    page = paginate_list(rows, request.GET, key=lambda row: row.membership.pk, size=100)
    words = {
        "meeting": meeting,
        "roll_call": roll_call,
        "page": page,
        "sheet": sheet or SheetForm(roll_call=roll_call),
        "runs_it": request.access.is_one_of(*RUNS_IT),
    }
    return render(request, "meetings/attendance_edit.html", words)


@require_POST
@meeting_page(*AT_THE_DOOR)
def attendance_mark(request, meeting, pk):
    membership = get_object_or_404(meeting.roster(), pk=pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("That mark is not known. Nothing was changed."))
        return to_the_roll_call(meeting)
    status, stand_in = form.cleaned_data["status"], form.cleaned_data["stand_in_name"]
    if status == Attendance.Status.SUBSTITUTE and not stand_in:
        stand_in = name_in_the_reply(meeting, membership)
    try:
        mark(request, meeting, membership, status, stand_in)
    except (RollCallClosed, NobodyCameYet) as refusal:
        messages.warning(request, why_not(refusal, meeting))
    return to_the_roll_call(meeting, row=pk)


def why_not(refusal, meeting):
    if isinstance(refusal, NobodyCameYet):
        return _("Who came can be noted from %(day)s on, the day of the meeting. Nothing was changed.") % {"day": dates.day(meeting.on)}
    return _("Attendance is closed. Nothing was changed.")


def name_in_the_reply(meeting, membership):
    said = meeting.replies.filter(membership=membership).first()
    return said.substitute_name if said else ""


def mark(request, meeting, membership, status, stand_in):
    if status:
        Attendance.objects.mark(
            meeting=meeting, memberships=[membership], status=status, by=request.user, source=source_of(request),
            stand_in_name=stand_in if status == Attendance.Status.SUBSTITUTE else "",
        )  # fmt: skip
    else:
        Attendance.objects.unmark(meeting=meeting, membership=membership, by=request.user)


def source_of(request):
    return Attendance.Source.ROLL_CALL if request.access.is_one_of(*RUNS_IT) else Attendance.Source.CHECK_IN


@require_POST
@meeting_page(*AT_THE_DOOR)
def attendance_paper(request, meeting):
    """Rows from paper: first read back as names, saved only by the button under them."""
    sheet = SheetForm(request.POST, roll_call=RollCall(meeting))
    if not sheet.is_valid():
        return show_roll_call(request, meeting, sheet)
    if "save" not in request.POST:
        return render(request, "meetings/attendance_paper.html", {"meeting": meeting, "sheet": sheet, "read": sheet.read})
    return save_rows(request, meeting, sheet.read)


def save_rows(request, meeting, read):
    """Only the members whose names were read back: somebody may have joined or left meanwhile.

    Whoever was marked at the door keeps that mark, unless the sheet says more than a signature.
    """
    confirmed = set(request.POST.getlist("member"))
    signed = [(row, status) for row, status in read if str(row.membership.pk) in confirmed]
    kept = [(row.membership, status) for row, status in signed if not (row.is_here and status == "present")]
    try:
        for status in {status for _membership, status in kept}:
            members = [membership for membership, its in kept if its == status]
            Attendance.objects.mark(meeting=meeting, memberships=members, status=status, by=request.user, source="sign_in_sheet")
        messages.success(request, _("%(n)s rows of the sheet are noted.") % {"n": len(signed)})
    except (RollCallClosed, NobodyCameYet) as refusal:
        messages.warning(request, why_not(refusal, meeting))
    return to_the_roll_call(meeting)


@require_POST
@meeting_page(*RUNS_IT)
def attendance_close(request, meeting):
    if not meeting.has_begun:
        messages.warning(request, _("Attendance can be closed once the meeting has begun."))
        return to_the_roll_call(meeting)
    meeting.close_attendance(by=request.user)
    messages.success(request, _("Attendance of meeting %(n)s is closed.") % {"n": meeting.position})
    return redirect(meeting.cohort)


@require_POST
@meeting_page(*RUNS_IT)
def attendance_reopen(request, meeting):
    meeting.reopen_attendance(by=request.user)
    messages.success(request, _("Attendance of meeting %(n)s is open again.") % {"n": meeting.position})
    return to_the_roll_call(meeting)
