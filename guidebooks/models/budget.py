from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from .guidebook import Guidebook
from .immutability import frozen_once_published


class Purpose(models.TextChoices):
    RESOURCES = "resources", _("Books and materials")
    DOOR_PRIZE = "door_prize", _("Door prizes")
    INCENTIVE = "incentive", _("Thanks to members")
    PRESENTER = "presenter", _("Presenters")
    SPACE = "space", _("Space")
    FOOD = "food", _("Food")
    TRAVEL = "travel", _("Travel")
    OTHER = "other", _("Other")


class Source(models.TextChoices):
    BUDGET = "budget", _("From the budget")
    DONATION = "donation", _("Donated")


class PlannedBudgetLine(models.Model):
    """One line of the budget that a guidebook plans: a sum to spend, or a gift to ask for."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="planned_budget_lines")
    position = models.PositiveSmallIntegerField()
    what = I18nCharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    fund = I18nCharField(max_length=200, blank=True, help_text="Which fund pays, or who may give.")
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    meeting_position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: for the whole cycle."
    )

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook", "position"], name="planned_budget_position_once"
            ),
            models.CheckConstraint(
                name="planned_budget_not_below_zero", condition=Q(amount=None) | Q(amount__gte=0)
            ),
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.what)
