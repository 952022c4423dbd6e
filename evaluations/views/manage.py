from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import FACILITATOR, RUNS_IT
from meetings.permissions import meeting_page

from ..actions.close import ask_to_count_late, can_count_late, close_evaluation, late_answers, why_not_close
from ..actions.invite import invite_everybody, last_invited_at, was_invited_today
from ..models import Evaluation


@meeting_page(*RUNS_IT)
@require_safe
def evaluation_detail(request, meeting):
    evaluation = evaluation_of(meeting)
    words = page(evaluation) | {"tells_counts": may_tell_counts(evaluation, request.access)}
    return render(request, "evaluations/evaluation_detail.html", words)


def may_tell_counts(evaluation, access):
    """Once it is counted, whoever is not of this cohort learns no number of a group that the results hide."""
    counted = evaluation.releases.order_by("number").first()
    return counted is None or access.is_one_of(FACILITATOR) or counted.responses >= evaluation.meeting.cohort.network.outside_threshold


@meeting_page(*RUNS_IT)
@require_POST
def evaluation_invite(request, meeting):
    letters = invite_everybody(evaluation_of(meeting), by=request.user)
    if letters:
        messages.success(request, ngettext("%d letter is on its way.", "%d letters are on their way.", letters) % letters)
    else:
        messages.info(request, _("No letter was written: everybody has had one today, or the evaluation is not open."))
    return back_to(meeting)


@meeting_page(*RUNS_IT)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_close(request, meeting):
    """GET asks once more, POST closes."""
    evaluation = evaluation_of(meeting)
    if request.method != "POST":
        return render(request, "evaluations/evaluation_close.html", page(evaluation))
    if close_evaluation(evaluation, by=request.user):
        messages.success(request, _("The evaluation is closed. Results follow within a minute."))
    return back_to(meeting)


@meeting_page(*RUNS_IT)
@require_POST
def evaluation_count_late(request, meeting):
    if ask_to_count_late(evaluation_of(meeting), by=request.user):
        messages.success(request, _("The late answers are being counted."))
    return back_to(meeting)


def evaluation_of(meeting):
    evaluation = get_object_or_404(Evaluation.objects.select_related("form"), meeting=meeting)
    evaluation.meeting = meeting
    return evaluation


def back_to(meeting):
    return redirect("evaluations:evaluation-detail", meeting.cohort.slug, meeting.position)


def page(evaluation):
    """What the facilitator sees: how many, never who."""
    return {
        "meeting": evaluation.meeting,
        "cohort": evaluation.meeting.cohort,
        "network": evaluation.meeting.cohort.network,
        "evaluation": evaluation,
        "done": evaluation.responses.count(),
        "total": evaluation.people().count(),
        "why_not": why_not_close(evaluation),
        "invited_at": last_invited_at(evaluation),
        "invited_today": was_invited_today(evaluation),
        "releases": list(evaluation.releases.order_by("number")),
        "late": late_answers(evaluation) if evaluation.closed_at else 0,
        "can_count_late": can_count_late(evaluation),
    }
