from django.db import models
from django.db.models import Q

from guidebooks.models import Question

from .evaluation import Evaluation
from .release import Release


class Response(models.Model):
    """One submitted evaluation: a token instead of a person, and neither time nor serial number.

    Deliberately without history and without an admin page, because both would record when it was
    submitted. `release` is null until the answers are counted.
    """

    token = models.CharField(primary_key=True, max_length=64)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="responses")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self):
        return "A response"


class Answer(models.Model):
    """One rated question. Before-and-now: both values from 1 (low) to 3 (high).

    Agreement: `now` alone, from 1 (strongly disagree) to 4 (strongly agree).
    """

    pk = models.CompositePrimaryKey("response_id", "question_id")
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    before = models.PositiveSmallIntegerField(null=True, blank=True)
    now = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_on_its_scale",
                condition=(Q(before__isnull=True) | Q(before__gte=1, before__lte=3))
                & (Q(now__isnull=True) | Q(now__gte=1, now__lte=4)),
            ),
            models.CheckConstraint(
                name="answer_says_something",
                condition=Q(before__isnull=False) | Q(now__isnull=False),
            ),
        ]

    def __str__(self):
        return "An answer"


class Comment(models.Model):
    """The answer to an open question.

    It has no foreign key to the response, so it cannot be joined to the ratings.
    """

    token = models.CharField(primary_key=True, max_length=64)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="comments")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    may_quote = models.BooleanField(default=False)
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self):
        return "A comment"
