"""The first page of a meeting: its plan for those who run the cohort, the agenda for whoever
oversees it, when and where for members.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT, STAFF
from cohorts.permissions import cohort_page
from meetings.actions.not_needed import say_needed, say_not_needed
from meetings.agenda_times import AgendaTimes
from meetings.forms.notes import NoteForm
from meetings.permissions import meeting_page
from meetings.views.meeting import render_agenda

from ..pages.checklist import split_checklist
from ..pages.meeting_plan import meeting_plan
from ..pages.meetings_of_cohort import load_meetings
from ..pages.member_pages import member_meeting, own_record

#: In place of the code of one item: all that are missing.
ALL = "all"


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


@require_POST
@meeting_page(*RUNS_IT)
def checklist_item(request, meeting, item):
    """Something that the meeting lacks is not needed; with `undo` it is needed after all. ALL: the
    same for everything that is missing.
    """
    missing, not_needed = split_checklist(meeting, AgendaTimes(meeting))
    undo = "undo" in request.POST
    if item != ALL and item not in {row.code for row in [*missing, *not_needed]}:
        raise Http404
    codes = [row.code for row in (not_needed if undo else missing) if item in (ALL, row.code)]
    if undo:
        say_needed(meeting, codes)
    else:
        say_not_needed(meeting, codes, by=request.user)
    return redirect(f"{meeting.get_absolute_url()}#before")


@require_safe
@cohort_page(*CURRENT_MEMBERS)
def own_record_detail(request, cohort):
    """What is a member's own: attendance, the calendar, the workbook."""
    context = own_record(cohort, membership=request.access.membership)
    return render(request, "dashboards/member_record.html", context)
