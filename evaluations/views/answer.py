"""Answering an evaluation, signed in or by a personal link.

Neither touches the session or messages.
"""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.access import GRADUATE, PARTICIPANT
from cohorts.permissions import membership_link_page
from lib.query import posted
from meetings.models import Meeting
from meetings.permissions import meeting_page
from people.languages import language_asked_in_form, remember_language
from people.models import Link

from ..actions.submit import submit_answers, withdraw_answers
from ..eligibility import ACCEPTS_ANSWERS, eligibility
from ..forms.answers import EvaluationAnswersForm
from ..models import Evaluation
from ..respondent_tokens import autosave_key, has_answered


@meeting_page(PARTICIPANT, GRADUATE)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_answer(request, meeting):
    """For a member who is signed in; the printed QR code leads here."""
    return answer_as(request, request.access.membership, meeting)


def labels_of_questions(link, names):
    """{name: label} of the fields of the evaluation that this MembershipLink is about."""
    meeting = {"meeting__cohort": link.membership.cohort_id}
    evaluations = Evaluation.objects.filter(**meeting, meeting__position=link.meeting_position)
    evaluation = evaluations.select_related("form").first()
    questions = evaluation.form.questions_in_order() if evaluation else []
    fields = EvaluationAnswersForm(questions).fields
    return {name: fields[name].label for name in names if name in fields}


@membership_link_page(Link.Purpose.EVALUATE, labels_of=labels_of_questions)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_answer_link(request, link):
    """For a member with the link of the invitation.

    The link's number of uses is not counted down.
    """
    meetings = Meeting.objects.select_related("cohort__network")
    meeting = get_object_or_404(
        meetings, cohort=link.membership.cohort_id, position=link.meeting_position
    )
    return answer_as(request, link.membership, meeting)


def answer_as(request, membership, meeting):
    """Show the form, or why there is nothing to answer; store or withdraw this member's answers."""
    evaluation = get_object_or_404(Evaluation.objects.select_related("form"), meeting=meeting)
    evaluation.meeting = meeting
    if "withdraw" in request.POST:
        return withdraw_as(request, evaluation, membership)
    language = language_asked_in_form(request)
    form = answers_form(request, evaluation, language)
    if form.is_bound and form.is_valid():
        return submit_as(request, evaluation, membership, form)
    context = answer_context(request, evaluation, membership, form)
    page = render(request, "evaluations/evaluation_answer.html", context)
    return remember_language(request, page, language)


def answers_form(request, evaluation, language):
    """language: in which the page is asked for; what was typed stays then, and is not sent."""
    questions = evaluation.form.questions_in_order()
    if language:
        return EvaluationAnswersForm(questions, initial=request.POST.dict())
    return EvaluationAnswersForm(questions, posted(request))


def submit_as(request, evaluation, membership, form):
    replaces = has_answered(membership, evaluation.meeting)
    submit_answers(evaluation, membership, ratings=form.ratings(), comments=form.comments())
    return redirect(f"{request.path}?replaced" if replaces else request.path)


def withdraw_as(request, evaluation, membership):
    """Show what follows; the button of that page deletes the answers."""
    context = answer_context(request, evaluation, membership, form=None)
    if request.POST["withdraw"] == "confirmed":
        if withdraw_answers(evaluation, membership):
            return redirect(f"{request.path}?withdrawn")
    elif context["sent"] and context["accepts_answers"]:
        return render(request, "evaluations/evaluation_withdraw.html", context)
    return redirect(request.path)


def answer_context(request, evaluation, membership, form):
    state, sent = eligibility(evaluation, membership), has_answered(membership, evaluation.meeting)
    cohort = evaluation.meeting.cohort
    accepts = state in ACCEPTS_ANSWERS
    typed = form and (form.is_bound or form.initial)
    shows_form = accepts and (not sent or bool(typed) or "change" in request.GET)
    return {
        "meeting": evaluation.meeting,
        "network": cohort.network,
        "evaluation": evaluation,
        "form": form,
        "eligibility": state,
        "sent": sent,
        "withdrawn": "withdrawn" in request.GET and not sent,
        "replaced": "replaced" in request.GET and sent,
        "accepts_answers": accepts,
        "shows_form": shows_form,
        "language_form": "answers" if shows_form else "",
        "respondent": membership.person.name,
        "autosave_key": autosave_key(membership, evaluation.meeting),
        "next_meeting": cohort.meetings.upcoming().exclude(pk=evaluation.meeting.pk).first(),
    }
