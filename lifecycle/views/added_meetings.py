"""Adding a meeting: a webinar, a make-up, the second half of a meeting."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.access import STAFF
from cohorts.models import StaffAct
from cohorts.permissions import cohort_page
from cohorts.views.look import FormPage, Look, look_or_perform, repeated
from lib.query import posted
from meetings.actions.added_meetings import split_refusal
from meetings.permissions import meeting_page

from ..actions.added_meeting_act import SPLIT_REFUSALS, make_up, split, webinar
from ..forms.added_meeting import MakeUpForm, SplitForm, WebinarForm
from .call_off import meeting_look


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(*STAFF)
def meeting_add(request, cohort):
    return add(
        request,
        webinar_look(cohort),
        lambda data: WebinarForm(data, cohort=cohort),
        lambda act, form: webinar(act, cohort, **form.columns()),
        cohort=cohort,
        lead=_("A meeting between the meetings, online. It counts for nobody’s minimum."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*STAFF)
def meeting_make_up(request, meeting):
    """A make-up of a half or of a make-up is one of the meeting itself."""
    meeting = meeting.of or meeting
    return add(
        request,
        added_look(meeting, "lifecycle:meeting-make-up", _("Make-up of meeting %(n)s")),
        lambda data: MakeUpForm(data, meeting=meeting),
        lambda act, form: make_up(act, meeting, **form.columns()),
        cohort=meeting.cohort,
        lead=_(
            "For those who are not at the meeting itself. Whoever comes to the make-up came to it."
        ),
        refusal="" if meeting.is_of_the_plan else _("A webinar has no make-up. Add another one."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_page(*STAFF)
def meeting_split(request, meeting):
    return add(
        request,
        added_look(meeting, "lifecycle:meeting-split", _("Split meeting %(n)s")),
        lambda data: SplitForm(data, meeting=meeting),
        lambda act, form: split(act, meeting, **form.columns()),
        cohort=meeting.cohort,
        lead=_("One half on its day, the other on another day, for the same people."),
        refusal=SPLIT_REFUSALS.get(split_refusal(meeting), ""),
    )


def webinar_look(cohort):
    here, page = reverse("lifecycle:meeting-add", args=[cohort.slug]), cohort.get_absolute_url()
    return Look(
        heading=_("Add a webinar"),
        path=[(page, cohort.name), (here, _("Add a webinar"))],
        next=page,
        keep=page,
        keep_word=_("Add none"),
        edit_word=_("Change what you typed"),
    )


def added_look(meeting, url_name, heading):
    return meeting_look(
        meeting,
        url_name,
        heading,
        keep_word=_("Leave it as it is"),
        edit_word=_("Change what you typed"),
    )


def add(request, look, form_of, act_of, *, cohort, lead, refusal=""):
    """Asks when and where, then shows what follows. form_of: a function of the data that was sent;
    act_of: a function of the StaffAct and the form. refusal: why it cannot be added.
    """
    if response := repeated(request, look):
        return response
    form = form_of(posted(request))
    context = {"look": look, "lead": lead, "refusal": refusal, "cohort": cohort}
    page = FormPage(request, form, "lifecycle/meeting_add.html", context)
    if refusal or page.is_wanted:
        return page.draw()
    verb, kind = partial(act_of, form=form), StaffAct.Kind.MEETING_ADD
    return look_or_perform(request, look, verb, kind=kind, cohort=cohort, form_page=page)
