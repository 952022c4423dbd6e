"""What a draft asks at the end of a meeting: questions it shares with others, in its own choice and order."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from guidebooks.actions.planned_meetings import meetings_of
from guidebooks.actions.questions import ask_new, form_of, is_only_of, place, questions_of, reword, take_away
from guidebooks.models import FormQuestion, PlannedEvaluation, Question
from lib.ordering import renumber, requested_order
from lib.query import parse_int

from ..forms.sections import NewQuestionForm, WordingForm
from ..permissions import draft_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]
MOST = 30


def meeting_or_404(draft, pk):
    return get_object_or_404(meetings_of(draft), pk=pk)


def asked_at(meeting):
    """The questions of a meeting with their places, in order."""
    return list(FormQuestion.objects.filter(form__planned__planned_meeting=meeting).select_related("question", "form").order_by("position"))


@require_safe
@draft_page
def question_meetings(request, draft):
    """Which meeting's questions?"""
    meetings = meetings_of(draft).annotate(asked=Count("evaluation__form__placements"))
    return render(request, "library/question_meetings.html", {"draft": draft, "meetings": meetings})


@require_http_methods(READ_AND_WRITE)
@draft_page
def questions(request, draft, row):
    meeting = meeting_or_404(draft, row)
    if request.method == "POST":
        change(request, draft, meeting)
        return redirect("library:question-list", draft.pk, meeting.pk)
    asked = asked_at(meeting)
    others = questions_of(draft).exclude(code__in=[placed.question.code for placed in asked])
    words = {"draft": draft, "meeting": meeting, "asked": asked, "others": others, "order": ",".join(str(placed.pk) for placed in asked)}
    return render(request, "library/question_list.html", words)


def change(request, draft, meeting):
    """One press: ask one more, ask one less, or another order."""
    data, form = request.POST, form_of(draft, meeting)
    if chosen := the_one(questions_of(draft), data.get("ask", "")):
        place(form, chosen)
    elif gone := the_one(form.questions.all(), data.get("leave", "")):
        take_away(form, gone)
        messages.success(request, f"Meeting {meeting.position} no longer asks “{gone.text}”.")
    else:
        put_in_order(asked_at(meeting), data)


def the_one(found, key):
    pk = parse_int(key)
    return None if pk is None else found.filter(pk=pk).first()


def put_in_order(asked, data):
    if asked:
        renumber(requested_order(asked, data))


@require_http_methods(READ_AND_WRITE)
@draft_page
def question_add(request, draft, row):
    meeting = meeting_or_404(draft, row)
    form = NewQuestionForm(request.POST if request.method == "POST" else None, draft=draft)
    if request.method == "POST" and len(asked_at(meeting)) >= MOST:
        form.add_error(None, f"This meeting asks {MOST} questions already. Three minutes are over before that.")
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ["kind", "construct", "text", "help"]}
        ask_new(draft, form_of(draft, meeting), **said)
        messages.success(request, f"Meeting {meeting.position} asks it last.")
        return redirect("library:question-list", draft.pk, meeting.pk)
    return render(request, "library/question_form.html", {"draft": draft, "meeting": meeting, "form": form})


@require_http_methods(READ_AND_WRITE)
@draft_page
def question_edit(request, draft, row):
    question = questions_of(draft).filter(pk=row).first()
    if question is None:
        raise Http404
    form = WordingForm(request.POST if request.method == "POST" else None, draft=draft, instance=Question.objects.get(pk=row))
    if request.method == "POST" and form.is_valid():
        new = reword(draft, question, text=form.cleaned_data["text"], help=form.cleaned_data["help"])
        messages.success(request, f"The question reads “{new.text}” in this draft.")
        return redirect("library:question-meetings", draft.pk)
    at = PlannedEvaluation.objects.filter(planned_meeting__part__guidebook=draft, form__questions=question).order_by("planned_meeting__position")
    words = {"draft": draft, "question": question, "form": form, "is_only_here": is_only_of(draft, question)}
    words["meetings"] = [plan.planned_meeting for plan in at.select_related("planned_meeting")]
    return render(request, "library/question_form.html", words, status=409 if form.theirs else 200)
