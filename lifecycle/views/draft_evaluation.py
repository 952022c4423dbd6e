"""The evaluation forms of a draft as members would get them, with invented answers."""

from itertools import cycle

from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations.forms.answers import EvaluationAnswersForm
from guidebook_editor.permissions import draft_page
from guidebooks.models import PlannedMeeting, Question
from lib.filters import chip

COMMENTS = {"en": "The talk at our table.", "es": "La charla en nuestra mesa."}


@require_safe
@draft_page
def draft_evaluation(request, draft):
    """`?meeting=` chooses one by its position, `?language=es` the language of its form."""
    asking = meetings_with_evaluation(draft)
    language = "es" if request.GET.get("language") == "es" else "en"
    chosen = asking.get(request.GET.get("meeting", ""), next(iter(asking.values()), None))
    context = {
        "draft": draft,
        "meeting": chosen,
        "language": language,
        "chips": [chip(f"Meeting {position}", position) for position in asking],
        "languages": [chip("English", ""), chip("Spanish", "es")],
        "form": answered_form(chosen, language) if chosen else None,
    }
    return render(request, "lifecycle/draft_evaluation.html", context)


def meetings_with_evaluation(draft):
    """{position as text: PlannedMeeting}"""
    meetings = PlannedMeeting.objects.in_guidebook(draft).select_related("evaluation__form")
    return {str(m.position): m for m in meetings if hasattr(m, "evaluation")}


def answered_form(meeting, language):
    """The form with answers that nobody can change or send."""
    questions = list(meeting.evaluation.form.questions_in_order())
    form = EvaluationAnswersForm(questions, initial=invented_answers(questions, language))
    for field in form.fields.values():
        field.disabled = True
    return form


def invented_answers(questions, language):
    pairs, levels, found = cycle([(1, 2), (2, 3), (2, 2)]), cycle([4, 3, 2]), {}
    for question in questions:
        if question.kind == Question.Kind.BEFORE_NOW:
            found[f"{question.code}-before"], found[f"{question.code}-now"] = next(pairs)
        elif question.kind == Question.Kind.AGREEMENT:
            found[question.code] = next(levels)
        else:
            found |= {question.code: COMMENTS[language], f"{question.code}-quote": True}
    return found
