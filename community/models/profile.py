from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models import CohortMembership
from guidebooks.models import ProfileQuestion


class ProfileAnswer(models.Model):
    """What one member tells the others of the cohort to one question of its guidebook.

    Only its members and facilitators may read it.
    """

    #: The most letters of one answer.
    MOST_LETTERS = 600

    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="profile_answers")
    question = models.ForeignKey(ProfileQuestion, models.PROTECT, related_name="answers")
    text = models.TextField(max_length=MOST_LETTERS)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["membership", "question__position"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "question"], name="profile_answer_once"),
            models.CheckConstraint(name="profile_answer_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.question}"
