"""An evaluation's page for those who run the cohort: how many answered, inviting, keeping it open
longer, closing, counting late answers.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import FACILITATOR, RUNS_IT
from cohorts.models import StaffAct
from cohorts.views.look import FormPage, Look, look_or_perform
from lib.query import posted
from meetings.permissions import meeting_page

from ..actions.close import can_count_late, close_obstacle, latest_count, uncounted_answers
from ..actions.evaluation_acts import (
    close,
    count_late,
    describe_pause,
    invite_left_out,
    invite_members,
    keep_open_longer,
)
from ..actions.evaluation_invitations import is_too_soon_after, last_invited_at, without_letter
from ..forms.last_day import LastDayForm
from ..models import Evaluation


@meeting_page(*RUNS_IT)
@require_safe
def evaluation_detail(request, meeting):
    evaluation = get_evaluation(meeting)
    context = manage_context(evaluation) | {
        "shows_counts": may_see_counts(evaluation, request.access)
    }
    return render(request, "evaluations/evaluation_detail.html", context)


def may_see_counts(evaluation, access):
    """Whether this reader may see how many answered: after the first release,
    only from the threshold up.

    The cohort's own facilitators always may; for others the number of a group that the results hide
    is hidden too.
    """
    counted = evaluation.releases.order_by("number").first()
    if counted is None or access.is_one_of(FACILITATOR):
        return True
    return counted.responses >= evaluation.meeting.cohort.network.outside_threshold


def look_of(meeting, heading, *, keep_word, evaluation=None):
    """evaluation: for an act that queues its counting; it leads to the page of that job."""
    page = redirect_to_detail(meeting).url
    path = [
        (meeting.cohort.get_absolute_url(), meeting.cohort.name),
        (page, _("Evaluation of meeting %(n)s") % {"n": meeting.number}),
    ]
    then = page if evaluation is None else lambda: latest_count(evaluation) or page
    return Look(heading, path, next=then, keep=page, keep_word=keep_word)


@meeting_page(*RUNS_IT)
@require_POST
def evaluation_invite(request, meeting):
    """To everybody who evaluates; with `left_out`, to those of them who have no letter yet."""
    evaluation = get_evaluation(meeting)
    verb = invite_left_out if "left_out" in request.POST else invite_members
    return look_or_perform(
        request,
        look_of(meeting, _("Send the link to the evaluation"), keep_word=_("Send nothing now")),
        lambda act: verb(act, evaluation),
        kind=StaffAct.Kind.EVALUATION_INVITATION,
        cohort=meeting.cohort,
    )


@meeting_page(*RUNS_IT)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_close(request, meeting):
    """GET and POST show what follows, a confirmed POST closes."""
    evaluation = get_evaluation(meeting)
    heading = _("Close the evaluation of meeting %(n)s") % {"n": meeting.number}
    return look_or_perform(
        request,
        look_of(meeting, heading, keep_word=_("Keep it open"), evaluation=evaluation),
        lambda act: close(evaluation, by=request.user),
    )


@meeting_page(*RUNS_IT)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_keep_open(request, meeting):
    """GET shows the form, POST what follows, and a confirmed POST sets the later day."""
    evaluation = get_evaluation(meeting)
    if evaluation.closed_at or not evaluation.has_begun:
        messages.warning(request, _("Only an evaluation that is open can be kept open longer."))
        return redirect_to_detail(meeting)
    form = LastDayForm(posted(request), evaluation=evaluation)
    context = {"meeting": meeting, "cohort": meeting.cohort, "evaluation": evaluation}
    page = FormPage(request, form, "evaluations/evaluation_until.html", context)
    if page.is_wanted:
        return page.draw()
    heading = _("Keep the evaluation of meeting %(n)s open longer") % {"n": meeting.number}
    return look_or_perform(
        request,
        look_of(meeting, heading, keep_word=_("Leave it as it is")),
        lambda act: keep_open_longer(evaluation, until=form.cleaned_data["until"]),
        form_page=page,
    )


@meeting_page(*RUNS_IT)
@require_POST
def evaluation_count_late(request, meeting):
    evaluation = get_evaluation(meeting)
    heading = _("Count the late answers")
    return look_or_perform(
        request,
        look_of(meeting, heading, keep_word=_("Not now"), evaluation=evaluation),
        lambda act: count_late(evaluation, by=request.user),
    )


def get_evaluation(meeting):
    evaluation = get_object_or_404(Evaluation.objects.select_related("form"), meeting=meeting)
    evaluation.meeting = meeting
    return evaluation


def redirect_to_detail(meeting):
    return redirect("evaluations:evaluation-detail", meeting.cohort.slug, meeting.position)


def manage_context(evaluation):
    """Numbers of people only, never who. pause: why nobody can be written to now, or False."""
    invited_at = last_invited_at(evaluation)
    left_out = without_letter(evaluation) if evaluation.is_open else []
    return {
        "meeting": evaluation.meeting,
        "cohort": evaluation.meeting.cohort,
        "network": evaluation.meeting.cohort.network,
        "evaluation": evaluation,
        "done": evaluation.responses.count(),
        "total": evaluation.people().count(),
        "close_obstacle": close_obstacle(evaluation),
        "invited_at": invited_at,
        "left_out": left_out,
        "reachable": sum(bool(row.person.email) for row in left_out),
        "pause": is_too_soon_after(invited_at)
        and describe_pause(invited_at, zone=evaluation.meeting.zone),
        "releases": list(evaluation.releases.order_by("number")),
        "late": uncounted_answers(evaluation) if evaluation.closed_at else 0,
        "can_count_late": can_count_late(evaluation),
        "count": latest_count(evaluation) if evaluation.closed_at else None,
    }
