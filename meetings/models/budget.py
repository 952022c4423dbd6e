from django.db import models
from django.db.models import Q

from cohorts.models import Cohort
from guidebooks.models.budget import Purpose, Source
from people.models import Person

from .meeting import Meeting


class BudgetLine(models.Model):
    """One planned expense or donation of a cohort, in dollars, with the actual amount once
    it is known.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="budget_lines")
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="budget_lines"
    )
    what = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.OTHER)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.BUDGET)
    fund = models.CharField(max_length=200, blank=True, help_text="Which fund pays, or who gives.")
    planned = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What it cost, or what a gift is worth.",
    )
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["cohort", "pk"]
        constraints = [
            models.CheckConstraint(name="budget_has_words", condition=~Q(what="")),
            models.CheckConstraint(
                name="budget_not_below_zero",
                condition=(Q(planned=None) | Q(planned__gte=0))
                & (Q(actual=None) | Q(actual__gte=0)),
            ),
            models.CheckConstraint(
                name="budget_gift_names_its_giver",
                condition=~Q(source="donation") | Q(actual=None) | ~Q(fund=""),
            ),
        ]

    def __str__(self):
        return self.what
