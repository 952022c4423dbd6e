from django.db import models
from django.db.models import Q

from cohorts.models import CohortMembership

from .meeting import Meeting


class SignInNumber(models.Model):
    """The number of a member on the printed sign-in sheet of one meeting; it never changes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_in_numbers")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="sign_in_numbers")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="sign_in_number_once_a_member"
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"], name="sign_in_number_of_one_member"
            ),
            models.CheckConstraint(name="sign_in_number_from_one", condition=Q(number__gt=0)),
        ]

    def __str__(self):
        return f"{self.number}"
