from django.db import models
from i18nfield.fields import I18nTextField

from .immutability import FORM_QUESTIONS, OF_MEETING, frozen_once_asked, frozen_once_published
from .planned_meeting import PlannedMeeting


class QuestionQuerySet(models.QuerySet):
    def in_guidebook(self, guidebook):
        """Questions that a meeting of this guidebook version asks."""
        return self.filter(forms__in=EvaluationForm.objects.in_guidebook(guidebook)).distinct()


class Question(models.Model):
    """One question in one wording.

    Another wording is another version; results are pooled by code.
    """

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", "Agree or disagree"
        BEFORE_NOW = "before_now", "Before and now"
        OPEN = "open", "In one's own words"

    code = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    construct = models.SlugField(
        help_text="What it measures: the same construct may be asked in several ways."
    )
    text = I18nTextField()
    help = I18nTextField(blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="question_version_once")
        ]
        triggers = [
            frozen_once_asked(
                f"SELECT form_id FROM {FORM_QUESTIONS} WHERE question_id = {{row}}.id"
            )
        ]

    def __str__(self):
        return f"{self.code} ({self.version})"


class EvaluationFormQuerySet(models.QuerySet):
    def in_guidebook(self, guidebook):
        """Forms that a meeting of this guidebook version asks."""
        return self.filter(planned__planned_meeting__part__guidebook=guidebook).distinct()


class EvaluationForm(models.Model):
    """A set of questions in order. A version never changes once a published guidebook plans it."""

    code = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    questions = models.ManyToManyField(Question, through="FormQuestion", related_name="forms")

    objects = EvaluationFormQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="form_version_once")
        ]

    def __str__(self):
        return f"{self.code}, version {self.version}"

    def questions_in_order(self):
        return self.questions.order_by("placements__position")

    def questions_by_kind(self):
        """{kind: [questions in order]}, and under "questions" how many there are."""
        questions = list(self.questions_in_order())
        return {kind: [q for q in questions if q.kind == kind] for kind in Question.Kind.values} | {
            "questions": len(questions)
        }


class FormQuestion(models.Model):
    form = models.ForeignKey(EvaluationForm, models.CASCADE, related_name="placements")
    question = models.ForeignKey(Question, models.PROTECT, related_name="placements")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "question"], name="question_once_a_form"),
            models.UniqueConstraint(fields=["form", "position"], name="form_position_once"),
        ]
        triggers = [frozen_once_asked("{row}.form_id")]

    def __str__(self):
        return f"{self.form}: {self.position}"


class PlannedEvaluation(models.Model):
    """The form that a guidebook asks at the end of a meeting."""

    planned_meeting = models.OneToOneField(
        PlannedMeeting, models.CASCADE, related_name="evaluation"
    )
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="planned")

    class Meta:
        triggers = [frozen_once_published(OF_MEETING)]

    def __str__(self):
        return f"{self.planned_meeting.code}: {self.form}"
