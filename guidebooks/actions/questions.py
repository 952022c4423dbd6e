"""The evaluation questions of a draft: it has forms of its own, and questions that it may share
with other guidebooks.

Nothing here changes a form or a question that a published guidebook plans or that somebody
has answered.
"""

from contextlib import suppress

from django.db import transaction
from django.db.models import Max, ProtectedError

from lib.ordering import renumber
from lib.slugs import unique_slug

from ..models import EvaluationForm, FormQuestion, PlannedEvaluation, Question
from .copy_guidebook import create_form

MAX_CODE_LENGTH = 50


def get_or_create_form(draft, meeting):
    """The evaluation form of this planned meeting."""
    plan = PlannedEvaluation.objects.filter(planned_meeting=meeting).select_related("form").first()
    return plan.form if plan else create_form(draft, meeting)


def add_question(form, question):
    """Ask the question last, unless the form asks one of the same code already,
    in whatever wording.
    """
    if not form.questions.filter(code=question.code).exists():
        form.placements.create(question=question, position=form.placements.count() + 1)


@transaction.atomic(savepoint=False)
def create_question(form, *, kind, construct, text, help):
    """Create a question and ask it last in this form. Its code is made from the construct."""
    question = Question.objects.create(
        code=unused_code(str(construct)), kind=kind, construct=construct, text=text, help=help
    )
    add_question(form, question)
    return question


@transaction.atomic(savepoint=False)
def remove_question(form, question):
    """Ask the question no longer in this form; it is deleted where no form asks it any more."""
    form.placements.filter(question=question).delete()
    renumber(list(form.placements.order_by("position")))
    delete_unused_questions(Question.objects.filter(pk=question.pk))


def is_asked_only_in(draft, question):
    return not question.forms.exclude(pk__in=EvaluationForm.objects.in_guidebook(draft)).exists()


@transaction.atomic
def reword_question(draft, question, *, text, help):
    """Change the wording of a question in all meetings of this draft.

    Returns the question in its new wording.

    Where other guidebooks ask the question they keep the old wording:
    the draft then gets a new row.
    """
    if (question.text, question.help) == (text, help):
        return question
    if is_asked_only_in(draft, question):
        question.text, question.help = text, help
        question.save(update_fields=["text", "help"])
        return question
    reworded = Question.objects.create(
        kind=question.kind,
        construct=question.construct,
        text=text,
        help=help,
        **next_version(draft, question),
    )
    placements = FormQuestion.objects.filter(
        form__in=EvaluationForm.objects.in_guidebook(draft), question=question
    )
    placements.update(question=reworded)
    return reworded


def next_version(draft, question):
    """{"code", "version"} for another wording of a question.

    Results are pooled by code, so the code is kept only where no other guidebook asks it; else the
    draft gets a code of its own.
    """
    if is_asked_only_by(draft.slug, question.code):
        code = question.code
    else:
        code = f"{draft.slug}-{question.code}"[:MAX_CODE_LENGTH].rstrip("-")
    newest = Question.objects.filter(code=code).aggregate(newest=Max("version"))["newest"] or 0
    return {"code": code, "version": newest + 1}


def is_asked_only_by(slug, code):
    """Is a question of this code planned in versions of no other guidebook than the one
    of this slug?
    """
    forms = EvaluationForm.objects.filter(questions__code=code)
    planned = PlannedEvaluation.objects.filter(form__in=forms).exclude(
        planned_meeting__part__guidebook__slug=slug
    )
    return not planned.exists()


def unused_code(base):
    base = base[: MAX_CODE_LENGTH - 5].rstrip("-") or "question"
    taken = set(Question.objects.filter(code__startswith=base).values_list("code", flat=True))
    return unique_slug(base, taken)


def delete_unused_forms(forms):
    """Delete those of these forms that no meeting plans or asks, and the questions that no form
    asks any more.
    """
    unused = EvaluationForm.objects.filter(pk__in=[form.pk for form in forms], planned=None)
    questions = [question.pk for question in Question.objects.filter(forms__in=unused)]
    for form in unused:
        with suppress(ProtectedError):  # a meeting of a cohort asks it: it stays
            form.delete()
    delete_unused_questions(Question.objects.filter(pk__in=questions))


def delete_unused_questions(questions):
    """Delete those that no form asks, except questions that somebody has answered."""
    for question in questions.filter(placements=None):
        try:
            question.delete()
        except ProtectedError:
            continue
