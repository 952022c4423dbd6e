from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.access import RUNS_IT
from cohorts.models import StaffAct
from cohorts.views.look import FormPage, Look, look_or_perform, repeated
from lib import dates
from lib.query import posted
from meetings.permissions import meeting_page

from ..actions.reschedule_act import move_meeting
from ..forms.reschedule_meeting import MeetingForm


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*RUNS_IT)
def meeting_edit(request, meeting):
    """GET shows the form, POST what follows from it, and a confirmed POST does it."""
    look = look_of(meeting)
    if response := repeated(request, look):
        return response
    form = MeetingForm(posted(request), meeting=meeting)
    page = FormPage(request, form, "lifecycle/meeting_form.html", {"meeting": meeting})
    if page.is_wanted:
        return page.draw()
    changes = form.changes()
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return redirect(meeting)
    return look_or_perform(
        request,
        look,
        lambda act: move_meeting(act, meeting, reason=form.cleaned_data["reason"], **changes),
        kind=StaffAct.Kind.MEETING_MOVE,
        cohort=meeting.cohort,
        form_page=page,
    )


def look_of(meeting):
    here = reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])
    number = {"n": meeting.number}
    return Look(
        heading=_("Change meeting %(n)s") % number,
        path=[
            (meeting.cohort.get_absolute_url(), meeting.cohort.name),
            (here, _("Meeting %(n)s: date and place") % number),
        ],
        next=meeting.get_absolute_url(),
        keep=meeting.get_absolute_url(),
        keep_word=_("Keep %(day)s as it is") % {"day": dates.short_day(meeting.on)},
        edit_word=_("Change what you typed"),
    )
