"""The first page of a meeting: its plan for those who run the cohort, the agenda for whoever
oversees it, when and where for members.
"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT, STAFF
from cohorts.permissions import cohort_page
from meetings.forms.notes import NoteForm
from meetings.permissions import meeting_page
from meetings.views.meeting import render_agenda

from ..pages.meeting_plan import meeting_plan
from ..pages.meetings_of_cohort import load_meetings
from ..pages.member_pages import member_meeting, own_record


@require_safe
@meeting_page(*STAFF, *CURRENT_MEMBERS)
def meeting_detail(request, meeting):
    return render_meeting(request, meeting.position, load_meetings(meeting.cohort))


def render_meeting(request, position, meetings):
    """The page of the strongest role the reader has in the cohort.

    meetings: all of the cohort, from load_meetings; the meeting strip takes them from the request.
    """
    access = request.access
    meeting = next(m for m in meetings if m.position == position)
    request.meeting, request.meetings = meeting, meetings
    if access.is_one_of(*RUNS_IT):
        context = meeting_plan(meeting, meetings, access)
        context["note_form"] = NoteForm(initial={"notes": meeting.notes})
        return render(request, "dashboards/meeting_plan.html", context)
    if access.is_one_of(*STAFF):
        return render_agenda(request, meeting, "dashboards/meeting_overview.html")
    context = member_meeting(meeting, meetings, membership=access.membership)
    return render(request, "dashboards/member_meeting.html", context | {"access": access})


@require_safe
@cohort_page(*CURRENT_MEMBERS)
def own_record_detail(request, cohort):
    """What is a member's own: attendance, the calendar, the workbook."""
    context = own_record(cohort, membership=request.access.membership)
    return render(request, "dashboards/member_record.html", context)
