"""Closing attendance, and opening it again."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import LEAD, RUNS_IT
from cohorts.views.look import FormPage, Look, look_or_perform
from lib.query import posted

from ..actions.attendance_closing import close_attendance, nobody_is_marked
from ..actions.attendance_reopening import reopen_attendance, reopen_refusal
from ..forms.reopening import ReopeningForm
from ..permissions import meeting_page

#: What the page sends that asks whether really nobody came.
NOBODY_CAME = "nobody_came"


def attendance_look(meeting, heading, **words):
    page = reverse("meetings:attendance-edit", args=[meeting.cohort.slug, meeting.position])
    path = [(meeting.cohort.get_absolute_url(), meeting.cohort.name), (page, _("Roll call"))]
    return Look(heading % {"n": meeting.number}, path, keep=page, **words)


@require_POST
@meeting_page(*RUNS_IT)
def attendance_close(request, meeting):
    """Asks first whether really nobody came when nobody is marked."""
    nobody_came = NOBODY_CAME in request.POST
    if meeting.has_begun and not nobody_came and nobody_is_marked(meeting):
        return render(request, "meetings/attendance_nobody.html", {"meeting": meeting})
    look = attendance_look(
        meeting,
        _("Close attendance of meeting %(n)s"),
        next=meeting.get_absolute_url(),
        keep_word=_("Keep it open"),
    )
    return look_or_perform(
        request,
        look,
        lambda act: close_attendance(meeting, by=request.user, nobody_came=nobody_came),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*RUNS_IT)
def attendance_reopen(request, meeting):
    """Asks for the reason, then shows what follows."""
    is_lead = request.access.is_one_of(LEAD)
    look = attendance_look(
        meeting,
        _("Open attendance of meeting %(n)s again"),
        next=reverse("meetings:attendance-edit", args=[meeting.cohort.slug, meeting.position]),
        keep_word=_("Leave it closed"),
        edit_word=_("Change the reason"),
    )
    form = ReopeningForm(posted(request))
    refusal = reopen_refusal(meeting, is_lead=is_lead)
    context = {"meeting": meeting, "keep": look.keep, "refusal": refusal}
    page = FormPage(request, form, "meetings/attendance_reopen.html", context)
    if refusal or page.is_wanted:
        return page.draw()
    reason = form.cleaned_data["reason"]
    return look_or_perform(
        request,
        look,
        lambda act: reopen_attendance(meeting, reason=reason, by=request.user, is_lead=is_lead),
        form_page=page,
    )
