"""The evaluation questions of a draft, meeting by meeting."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guidebooks.actions.questions import (
    add_question,
    create_question,
    get_or_create_form,
    is_asked_only_in,
    remove_question,
    reword_question,
)
from guidebooks.models import FormQuestion, PlannedEvaluation, PlannedMeeting, Question
from lib.ordering import renumber, requested_order
from lib.query import parse_int, posted

from ..forms.questions import NewQuestionForm, QuestionTextForm
from ..permissions import draft_page
from .form_page import render_form

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: Questions of one meeting.
MAX_QUESTIONS = 30


@require_safe
@draft_page
def question_meetings(request, draft):
    """The meetings of the draft, to choose whose questions to edit."""
    meetings = PlannedMeeting.objects.in_guidebook(draft).annotate(
        asked=Count("evaluation__form__placements")
    )
    return render(
        request, "guidebook_editor/question_meetings.html", {"draft": draft, "meetings": meetings}
    )


@require_http_methods(READ_AND_WRITE)
@draft_page
def question_list(request, draft, row):
    meeting = get_meeting(draft, row)
    if request.method == "POST":
        change_questions(request, draft, meeting)
        return redirect("guidebook_editor:question-list", draft.pk, meeting.pk)
    placements = question_placements(meeting)
    codes = [placement.question.code for placement in placements]
    context = {"draft": draft, "meeting": meeting, "placements": placements}
    context["others"] = Question.objects.in_guidebook(draft).exclude(code__in=codes)
    context["order"] = ",".join(str(placement.pk) for placement in placements)
    return render(request, "guidebook_editor/question_list.html", context)


def get_meeting(draft, pk):
    return get_object_or_404(PlannedMeeting.objects.in_guidebook(draft), pk=pk)


def question_placements(meeting):
    """[FormQuestion] of the meeting's form, in order."""
    placements = FormQuestion.objects.filter(form__planned__planned_meeting=meeting)
    return list(placements.select_related("question", "form").order_by("position"))


def change_questions(request, draft, meeting):
    """Do what the pressed button says: ask another question, ask one no longer,
    or save the order.
    """
    form = get_or_create_form(draft, meeting)
    if added := find_by_key(Question.objects.in_guidebook(draft), request.POST.get("ask", "")):
        add_question(form, added)
    elif removed := find_by_key(form.questions.all(), request.POST.get("leave", "")):
        remove_question(form, removed)
        messages.success(request, f"Meeting {meeting.position} no longer asks “{removed.text}”.")
    elif placements := question_placements(meeting):
        renumber(requested_order(placements, request.POST))


def find_by_key(queryset, key):
    """The row of this primary key, as a request sends it, or None."""
    pk = parse_int(key)
    return None if pk is None else queryset.filter(pk=pk).first()


@require_http_methods(READ_AND_WRITE)
@draft_page
def question_add(request, draft, row):
    meeting = get_meeting(draft, row)
    form = NewQuestionForm(posted(request), draft=draft)
    if request.method == "POST":
        refuse_one_more(form, meeting)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ["kind", "construct", "text", "help"]}
        create_question(get_or_create_form(draft, meeting), **fields)
        messages.success(request, f"Meeting {meeting.position} asks it last.")
        return redirect("guidebook_editor:question-list", draft.pk, meeting.pk)
    context = {"draft": draft, "meeting": meeting, "form": form}
    return render(request, "guidebook_editor/question_form.html", context)


def refuse_one_more(form, meeting):
    """An error on the form where the meeting asks as many questions as it can."""
    if len(question_placements(meeting)) >= MAX_QUESTIONS:
        sentence = (
            f"This meeting asks {MAX_QUESTIONS} questions already. "
            "Three minutes are over before that."
        )
        form.add_error(None, sentence)


@require_http_methods(READ_AND_WRITE)
@draft_page
def question_edit(request, draft, row):
    question = get_object_or_404(Question.objects.in_guidebook(draft), pk=row)
    # The form writes into the instance, and `question` keeps the stored wording
    instance = Question.objects.get(pk=row)
    form = QuestionTextForm(posted(request), draft=draft, instance=instance)
    if request.method == "POST" and form.is_valid():
        wording = {name: form.cleaned_data[name] for name in ["text", "help"]}
        reworded = reword_question(draft, question, **wording)
        messages.success(request, f"The question reads “{reworded.text}” in this draft.")
        return redirect("guidebook_editor:question-meetings", draft.pk)
    context = {"draft": draft, "question": question, "form": form}
    context["is_only_here"] = is_asked_only_in(draft, question)
    context["meetings"] = meetings_asking(draft, question)
    return render_form(request, "guidebook_editor/question_form.html", context)


def meetings_asking(draft, question):
    plans = PlannedEvaluation.objects.filter(
        planned_meeting__part__guidebook=draft, form__questions=question
    )
    return [
        plan.planned_meeting
        for plan in plans.select_related("planned_meeting").order_by("planned_meeting__position")
    ]
