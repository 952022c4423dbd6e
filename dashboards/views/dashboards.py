from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.access import FACILITATOR, GREETER, IN_THE_ROOM, LEAD, STATE, WITHDRAWN
from cohorts.permissions import cohort_page
from meetings.attendance_requirement import attendance_progress
from meetings.views.attendance import render_attendance

from ..documents import document_links
from ..pages.cohort_menu import pages_between
from ..pages.dashboards import facilitators_page, leads_page, members_page, record_of
from ..pages.meeting_strip import meetings_of
from ..pages.next_meeting import door_of


@require_safe
@cohort_page(FACILITATOR, LEAD, STATE, GREETER, WITHDRAWN, *IN_THE_ROOM)
def cohort_detail(request, cohort):
    """The first page of a cohort, for the strongest role somebody holds in it."""
    access = request.access
    if access.is_one_of(FACILITATOR):
        return first_page(request, "dashboards/dashboard_facilitator.html", facilitators_page(cohort, access=access))
    if access.is_one_of(LEAD, STATE):
        words = leads_page(cohort, access=access) | {"between": pages_between(cohort, access)}
        return render(request, "dashboards/dashboard_lead.html", words)
    if access.is_one_of(GREETER):
        return check_in(request, cohort)
    if access.is_one_of(*IN_THE_ROOM):
        return first_page(request, "dashboards/dashboard_member.html", members_page(cohort, membership=access.membership))
    record = record_of(access.membership)
    words = {"cohort": cohort, "membership": access.membership, "record": record, "tallies": attendance_progress(access.membership, meetings_of(cohort), record)}
    return render(request, "dashboards/dashboard_withdrawn.html", words)


def first_page(request, template, words):
    """With what this reader may print of the meeting, but for the pack, which has a button of its own."""
    meeting = words["meeting"]
    links = document_links(meeting, request.access) if meeting else []
    about_reader = {"access": request.access, "between": pages_between(words["cohort"], request.access)}
    return render(request, template, words | about_reader | {"meeting_documents": [link for link in links if link["slug"] != "pack"]})


def check_in(request, cohort):
    """A greeter's only page: who comes through the door of the next meeting."""
    meeting = door_of(meetings_of(cohort))
    if meeting is None:
        raise PermissionDenied(_("There is no meeting to greet people at."))
    return render_attendance(request, meeting)
