"""What a draft of a guidebook asks at the end of its meetings: its own forms, and questions it may share with others.

Nothing here touches a form or a question that a published guidebook asks, or that anybody has answered.
"""

from django.db import transaction
from django.db.models import Max, ProtectedError

from lib.ordering import renumber
from lib.slugs import unique_slug

from ..models import EvaluationForm, FormQuestion, PlannedEvaluation, Question
from .copy import new_form

LONGEST_CODE = 50


def form_of(draft, meeting):
    """The form this meeting asks, made when there is none."""
    plan = PlannedEvaluation.objects.filter(planned_meeting=meeting).select_related("form").first()
    return plan.form if plan else new_form(draft, meeting)


def forms_of(draft):
    return EvaluationForm.objects.filter(planned__planned_meeting__part__guidebook=draft).distinct()


def questions_of(draft):
    return Question.objects.filter(forms__in=forms_of(draft)).distinct()


def place(form, question):
    """Ask this question last; once is enough, and one wording of it."""
    if not form.questions.filter(code=question.code).exists():
        form.placements.create(question=question, position=form.placements.count() + 1)


def ask_new(draft, form, *, kind, construct, text, help):
    question = Question.objects.create(code=free_code(str(construct)), kind=kind, construct=construct, text=text, help=help)
    place(form, question)
    return question


def take_away(form, question):
    form.placements.filter(question=question).delete()
    renumber(list(form.placements.order_by("position")))
    forget_questions(Question.objects.filter(pk=question.pk))


def is_only_of(draft, question):
    """Does no form outside this draft ask it?"""
    return not question.forms.exclude(pk__in=forms_of(draft)).exists()


@transaction.atomic
def reword(draft, question, *, text, help):
    """The question in new words wherever this draft asks it; everybody else goes on asking the old ones."""
    if (question.text, question.help) == (text, help):
        return question
    if is_only_of(draft, question):
        question.text, question.help = text, help
        question.save(update_fields=["text", "help"])
        return question
    new = Question.objects.create(
        kind=question.kind, construct=question.construct, text=text, help=help, **next_wording(draft, question)
    )
    FormQuestion.objects.filter(form__in=forms_of(draft), question=question).update(question=new)
    return new


def next_wording(draft, question):
    """The next version of the code where only this guidebook asks it, else a code of its own: figures are pooled by code."""
    mine = is_asked_only_by(draft.slug, question.code)
    code = question.code if mine else f"{draft.slug}-{question.code}"[:LONGEST_CODE].rstrip("-")
    newest = Question.objects.filter(code=code).aggregate(newest=Max("version"))["newest"] or 0
    return {"code": code, "version": newest + 1}


def is_asked_only_by(slug, code):
    forms = EvaluationForm.objects.filter(questions__code=code)
    planned = PlannedEvaluation.objects.filter(form__in=forms).exclude(planned_meeting__part__guidebook__slug=slug)
    return not planned.exists()


def free_code(base):
    base = base[: LONGEST_CODE - 5].rstrip("-") or "question"
    taken = set(Question.objects.filter(code__startswith=base).values_list("code", flat=True))
    return unique_slug(base, taken)


def forget_forms(forms):
    """Forms that no meeting plans or asks any more, with the questions that nobody asks any more."""
    unused = EvaluationForm.objects.filter(pk__in=[form.pk for form in forms], planned=None, evaluations=None)
    questions = [question.pk for question in Question.objects.filter(forms__in=unused)]
    unused.delete()
    forget_questions(Question.objects.filter(pk__in=questions))


def forget_questions(questions):
    for question in questions.filter(placements=None):
        try:
            question.delete()
        except ProtectedError:  # somebody has answered it: it stays
            continue
