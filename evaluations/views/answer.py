from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.access import GRADUATE, PARTICIPANT
from cohorts.permissions import membership_link_page
from meetings.models import Meeting
from meetings.permissions import meeting_page
from people.models import Link

from ..actions.submit import send_answers, withdraw_answers
from ..eligibility import TAKES_ANSWERS, turn_of
from ..forms import AnswersForm
from ..models import Evaluation
from ..respondent_tokens import draft_name, has_answered


@meeting_page(PARTICIPANT, GRADUATE)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_answer(request, meeting):
    """A member who is signed in: where the QR on paper leads."""
    return evaluate_as(request, request.access.membership, meeting)


@membership_link_page(Link.Purpose.EVALUATE)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_answer_link(request, link):
    """A member with the link of the letter. The link is only read: nothing is counted down."""
    meetings = Meeting.objects.select_related("cohort__network")
    meeting = get_object_or_404(meetings, cohort=link.membership.cohort_id, position=link.meeting_position)
    return evaluate_as(request, link.membership, meeting)


def evaluate_as(request, membership, meeting):
    """Show the form, take it, or say what is so. Never touches session or messages."""
    evaluation = get_object_or_404(Evaluation.objects.select_related("form"), meeting=meeting)
    evaluation.meeting = meeting
    if "withdraw" in request.POST:
        withdraw_answers(evaluation, membership)
        return redirect(request.path)
    form = AnswersForm(evaluation.form.questions_in_order(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        send_answers(evaluation, membership, ratings=form.ratings(), words=form.words())
        return redirect(request.path)
    return render(request, "evaluations/evaluation_answer.html", page(request, evaluation, membership, form))


def page(request, evaluation, membership, form):
    turn, sent = turn_of(evaluation, membership), has_answered(membership, evaluation.meeting)
    return {
        "meeting": evaluation.meeting,
        "network": evaluation.meeting.cohort.network,
        "evaluation": evaluation,
        "form": form,
        "turn": turn,
        "sent": sent,
        "takes_answers": turn in TAKES_ANSWERS,
        "shows_form": turn in TAKES_ANSWERS and (not sent or form.is_bound or "change" in request.GET),
        "draft": draft_name(membership, evaluation.meeting),
        "next_meeting": evaluation.meeting.cohort.meetings.upcoming().exclude(pk=evaluation.meeting.pk).first(),
    }
