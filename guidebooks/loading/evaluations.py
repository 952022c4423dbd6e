"""The slice of a guidebook that says what is asked at the end of a meeting."""

from ..models import EvaluationForm, FormQuestion, PlannedEvaluation, PlannedMeeting, Question
from .fixtures import words


def load_evaluations(guidebook, data):
    """Questions and forms by code and version, and which form each planned meeting asks."""
    questions = {row["code"]: load_question(row) for row in data["questions"]}
    for part_row in data["parts"]:
        for row in part_row["meetings"]:
            meeting = PlannedMeeting.objects.get(part__guidebook=guidebook, position=row["position"])
            PlannedEvaluation.objects.get_or_create(
                planned_meeting=meeting, defaults={"form": load_form(row["evaluation"], questions)}
            )


def load_question(row):
    question, _ = Question.objects.get_or_create(
        code=row["code"],
        version=row.get("version", 1),
        defaults={"kind": row["kind"], "construct": row["construct"], "text": words(row["text"]), "help": words(row.get("help"))},
    )
    return question


def load_form(row, questions):
    form, is_new = EvaluationForm.objects.get_or_create(code=row["code"], version=row["version"])
    if is_new:
        placed = [FormQuestion(form=form, question=questions[code], position=n) for n, code in enumerate(row["questions"], 1)]
        FormQuestion.objects.bulk_create(placed)
    return form
