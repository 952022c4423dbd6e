"""Loading what a guidebook asks at the end of each meeting."""

from ..models import EvaluationForm, FormQuestion, PlannedEvaluation, PlannedMeeting, Question
from .fixtures import localized


def load_evaluations(guidebook, data):
    """Plan a form for each meeting of a new guidebook version.

    Questions and forms are found by code and version and created where they are missing, so
    versions of a guidebook share them.
    """
    questions = {row["code"]: load_question(row) for row in data["questions"]}
    for part_row in data["parts"]:
        for row in part_row["meetings"]:
            meeting = PlannedMeeting.objects.get(
                part__guidebook=guidebook, position=row["position"]
            )
            PlannedEvaluation.objects.get_or_create(
                planned_meeting=meeting, defaults={"form": load_form(row["evaluation"], questions)}
            )


def load_question(row):
    question, _ = Question.objects.get_or_create(
        code=row["code"],
        version=row.get("version", 1),
        defaults={
            "kind": row["kind"],
            "construct": row["construct"],
            "text": localized(row["text"]),
            "help": localized(row.get("help")),
        },
    )
    return question


def load_form(row, questions):
    """questions: {code: Question} of the whole file."""
    form, is_new = EvaluationForm.objects.get_or_create(code=row["code"], version=row["version"])
    if is_new:
        FormQuestion.objects.bulk_create(
            FormQuestion(form=form, question=questions[code], position=position)
            for position, code in enumerate(row["questions"], 1)
        )
    return form
