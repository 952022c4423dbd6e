from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models import CohortMembership

from .meeting import Meeting


class SignInNumberQuerySet(models.QuerySet):
    def numbered(self, members):
        """[(number, membership)] of these members of one meeting, by number.

        Whoever is on a printed sheet keeps the number; the others get the next ones, in the order
        given. Nothing is written. members: in the order of names.
        """
        fixed = dict(self.values_list("membership", "number"))
        following, found = max(fixed.values(), default=0), []
        for member in members:
            if member.pk not in fixed:
                following += 1
            found.append((fixed.get(member.pk, following), member))
        return sorted(found, key=lambda row: row[0])


class SignInNumber(models.Model):
    """The number of a member on the printed sign-in sheet of one meeting; it never changes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_in_numbers")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="sign_in_numbers")
    number = models.PositiveSmallIntegerField()
    #: When the first sheet with it was printed.
    fixed_at = models.DateTimeField(default=timezone.now)

    objects = SignInNumberQuerySet.as_manager()

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
