from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import CURRENT_MEMBERS, FACILITATOR, GREETER, LEAD, STATE, WITHDRAWN
from cohorts.permissions import cohort_page
from meetings.forms.notes import NoteForm
from meetings.views.attendance import render_attendance

from ..document_links import document_links
from ..pages.cohort_menu import cohort_menu
from ..pages.facilitator_dashboard import facilitator_dashboard
from ..pages.lead_dashboard import lead_dashboard
from ..pages.meeting_strip import load_meetings
from ..pages.member_dashboard import member_dashboard, withdrawn_dashboard
from ..pages.next_meeting import check_in_meeting


@require_safe
@cohort_page(FACILITATOR, LEAD, STATE, GREETER, WITHDRAWN, *CURRENT_MEMBERS)
def cohort_detail(request, cohort):
    """The dashboard for the strongest role the reader has in this cohort."""
    access = request.access
    if access.is_one_of(FACILITATOR):
        context = facilitator_dashboard(cohort, access=access)
        if meeting := context["meeting"]:
            context["note_form"] = NoteForm(initial={"notes": meeting.notes})
        return render_dashboard(request, "dashboards/dashboard_facilitator.html", context)
    if access.is_one_of(LEAD, STATE):
        context = lead_dashboard(cohort, access=access) | {"menu": cohort_menu(cohort, access)}
        return render(request, "dashboards/dashboard_lead.html", context)
    if access.is_one_of(GREETER):
        return check_in(request, cohort)
    if access.is_one_of(*CURRENT_MEMBERS):
        context = member_dashboard(cohort, membership=access.membership)
        return render_dashboard(request, "dashboards/dashboard_member.html", context)
    context = withdrawn_dashboard(cohort, membership=access.membership)
    return render(request, "dashboards/dashboard_withdrawn.html", context)


def render_dashboard(request, template, context):
    """Adds menu and documents; the pack is left out, because it has a button of its own."""
    meeting = context["meeting"]
    links = document_links(meeting, request.access) if meeting else []
    context |= {
        "access": request.access,
        "menu": cohort_menu(context["cohort"], request.access),
        "meeting_documents": [link for link in links if link["slug"] != "pack"],
    }
    return render(request, template, context)


def check_in(request, cohort):
    """A greeter's only page: attendance of the meeting to check people in for.

    Answers 403 when there is none.
    """
    meeting = check_in_meeting(load_meetings(cohort))
    if meeting is None:
        raise PermissionDenied(_("There is no meeting to greet people at."))
    return render_attendance(request, meeting)
