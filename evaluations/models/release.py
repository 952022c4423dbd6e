from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidebooks.models import EvaluationForm, Question
from lib.history import tracked
from people.models import Person

from .evaluation import Evaluation

#: Version of the counting rules (rounding, complete pairs, what counts as agreed),
#: stored with each release.
RULE_VERSION = 1


class ReleaseQuerySet(models.QuerySet):
    def of_cycle(self, *, guidebook_slug, cycle):
        """Releases of one guidebook (any version) and one cycle.

        Only their figures may be added up.
        """
        return self.filter(
            evaluation__meeting__cohort__guidebook__slug=guidebook_slug,
            evaluation__meeting__cohort__cycle=cycle,
        )

    def in_order(self):
        return self.order_by("released_at", "pk")


@tracked()
class Release(models.Model):
    """The counts of one evaluation at one time.

    They never change, so that a printed figure can be looked up.

    The number shown to people is `pk`. `number` is 1 for the answers at closing and 2
    for the late ones.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="releases")
    rule_version = models.PositiveSmallIntegerField(default=RULE_VERSION)
    attended = models.PositiveIntegerField()
    responses = models.PositiveIntegerField()
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="release_number_once")
        ]

    def __str__(self):
        return f"Release {self.pk}"


@tracked()
class ReleasedFigure(models.Model):
    """How many respondents of this release gave this answer to this question;
    an agreement item has `now` alone.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="figures")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    before = models.PositiveSmallIntegerField(null=True, blank=True)
    now = models.PositiveSmallIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "question", "before", "now"],
                nulls_distinct=False,
                name="released_figure_once",
            ),
            models.CheckConstraint(
                name="released_figure_counts_somebody", condition=Q(count__gt=0)
            ),
        ]

    def __str__(self):
        return f"{self.release}: {self.question.code}"
