"""Calling a meeting off, and saying that it takes place after all."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.access import RUNS_IT, STAFF
from cohorts.models import StaffAct
from cohorts.views.look import FormPage, Look, look_or_perform, repeated
from lib.query import posted
from meetings.permissions import meeting_page

from ..actions.call_off_act import call_off, call_off_refusal, call_on
from ..forms.call_off import CallOffForm


def meeting_look(meeting, url_name, heading, **words):
    """The Look of an act about one meeting that leads back to its page."""
    here = reverse(url_name, args=[meeting.cohort.slug, meeting.position])
    page, heading = meeting.get_absolute_url(), heading % {"n": meeting.number}
    path = [(meeting.cohort.get_absolute_url(), meeting.cohort.name), (here, heading)]
    return Look(heading, path, next=page, keep=page, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*STAFF)
def meeting_call_off(request, meeting):
    """Asks for the reason, then shows what follows."""
    look = meeting_look(
        meeting,
        "lifecycle:meeting-call-off",
        _("Call off meeting %(n)s"),
        keep_word=_("It takes place"),
        edit_word=_("Change the reason"),
    )
    if response := repeated(request, look):
        return response
    form = CallOffForm(posted(request))
    refusal = call_off_refusal(meeting)
    runs_it = request.access.is_one_of(*RUNS_IT)
    context = {"meeting": meeting, "refusal": refusal, "runs_it": runs_it}
    page = FormPage(request, form, "lifecycle/meeting_call_off.html", context)
    if refusal or page.is_wanted:
        return page.draw()
    if form.cleaned_data["postponed"]:
        look.heading = _("Postpone meeting %(n)s") % {"n": meeting.number}
    return look_or_perform(
        request,
        look,
        lambda act: call_off(act, meeting, by=request.user, **form.cleaned_data),
        kind=StaffAct.Kind.MEETING_CALL_OFF,
        cohort=meeting.cohort,
        form_page=page,
    )


@require_POST
@meeting_page(*STAFF)
def meeting_call_on(request, meeting):
    look = meeting_look(
        meeting,
        "lifecycle:meeting-call-off",
        _("Meeting %(n)s takes place after all"),
        keep_word=_("Leave it called off"),
    )
    return look_or_perform(
        request,
        look,
        lambda act: call_on(act, meeting),
        kind=StaffAct.Kind.MEETING_CALL_ON,
        cohort=meeting.cohort,
    )
