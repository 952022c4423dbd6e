"""An evaluation's page for those who run the cohort: how many answered, inviting, closing,
counting late answers.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import FACILITATOR, RUNS_IT
from meetings.permissions import meeting_page

from ..actions.close import (
    can_count_late,
    close_evaluation,
    close_obstacle,
    latest_count,
    queue_late_count,
    uncounted_answers,
)
from ..actions.evaluation_invitations import invite_everybody, last_invited_at, was_invited_today
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


@meeting_page(*RUNS_IT)
@require_POST
def evaluation_invite(request, meeting):
    letters = invite_everybody(get_evaluation(meeting), by=request.user)
    if letters:
        sent = ngettext("%d letter is on its way.", "%d letters are on their way.", letters)
        messages.success(request, sent % letters)
    else:
        messages.info(
            request,
            _("No letter was written: everybody has had one today, or the evaluation is not open."),
        )
    return redirect_to_detail(meeting)


@meeting_page(*RUNS_IT)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_close(request, meeting):
    """GET asks for confirmation, POST closes and leads to the job that counts."""
    evaluation = get_evaluation(meeting)
    if request.method != "POST":
        return render(request, "evaluations/evaluation_close.html", manage_context(evaluation))
    if close_evaluation(evaluation, by=request.user):
        return redirect(latest_count(evaluation))
    return redirect_to_detail(meeting)


@meeting_page(*RUNS_IT)
@require_POST
def evaluation_count_late(request, meeting):
    evaluation = get_evaluation(meeting)
    if queue_late_count(evaluation, by=request.user):
        return redirect(latest_count(evaluation))
    return redirect_to_detail(meeting)


def get_evaluation(meeting):
    evaluation = get_object_or_404(Evaluation.objects.select_related("form"), meeting=meeting)
    evaluation.meeting = meeting
    return evaluation


def redirect_to_detail(meeting):
    return redirect("evaluations:evaluation-detail", meeting.cohort.slug, meeting.position)


def manage_context(evaluation):
    """Numbers of people only, never who."""
    return {
        "meeting": evaluation.meeting,
        "cohort": evaluation.meeting.cohort,
        "network": evaluation.meeting.cohort.network,
        "evaluation": evaluation,
        "done": evaluation.responses.count(),
        "total": evaluation.people().count(),
        "close_obstacle": close_obstacle(evaluation),
        "invited_at": last_invited_at(evaluation),
        "invited_today": was_invited_today(evaluation),
        "releases": list(evaluation.releases.order_by("number")),
        "late": uncounted_answers(evaluation) if evaluation.closed_at else 0,
        "can_count_late": can_count_late(evaluation),
        "count": latest_count(evaluation) if evaluation.closed_at else None,
    }
