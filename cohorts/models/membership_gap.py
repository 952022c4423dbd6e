from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from people.models import Person

from .membership import CohortMembership


class MembershipGap(models.Model):
    """A member left and came back: away from `left_on` to the day before `returned_on`."""

    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="gaps")
    left_on = models.DateField()
    left_reason = models.CharField(max_length=200)
    returned_on = models.DateField()
    return_reason = models.CharField(max_length=200)
    noted_at = models.DateTimeField(default=timezone.now)
    returned_by = models.ForeignKey(Person, models.PROTECT, related_name="returns_noted")

    class Meta:
        ordering = ["left_on"]
        constraints = [
            models.CheckConstraint(
                name="membership_gap_ends_after_it_starts",
                condition=Q(returned_on__gt=F("left_on")),
            ),
            models.CheckConstraint(
                name="membership_gap_has_reasons",
                condition=~Q(left_reason="") & ~Q(return_reason=""),
            ),
            # A range of one number stands for the membership: equality in this index would need an
            # extension of PostgreSQL.
            ExclusionConstraint(
                name="membership_gaps_do_not_overlap",
                expressions=[
                    (
                        Func(F("membership"), F("membership"), Value("[]"), function="INT8RANGE"),
                        "&&",
                    ),
                    (Func(F("left_on"), F("returned_on"), function="DATERANGE"), "&&"),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.membership.person} was away from {self.left_on} to {self.returned_on}"
