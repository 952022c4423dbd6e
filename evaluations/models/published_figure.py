from django.db import models
from django.db.models import Q

from people.models import Network


class PublishedFigure(models.Model):
    """A row of percentages from somebody else's publication: kept as printed and checked,
    never corrected.

    `percents` has one value for agreement, otherwise three: low, medium, high. `repairs`
    holds the corrections of one value that would make an impossible row possible:
    [{"place", "printed", "percent"}].
    """

    class Row(models.TextChoices):
        AGREED = "agreed", "Agreed"
        BEFORE = "before", "Before"
        AFTER = "after", "Now"

    network = models.ForeignKey(Network, models.CASCADE, related_name="published_figures")
    source = models.CharField(max_length=200)
    part = models.PositiveSmallIntegerField()
    meeting = models.PositiveSmallIntegerField()
    participants = models.PositiveIntegerField()
    code = models.SlugField()
    row = models.CharField(max_length=10, choices=Row.choices)
    percents = models.JSONField(help_text="[97] or [21, 69, 10], as printed")
    is_possible = models.BooleanField()
    checked_sum = models.PositiveIntegerField()
    repairs = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["source", "part", "meeting", "code", "-row"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "source", "part", "meeting", "code", "row"],
                name="published_figure_once",
            ),
            models.CheckConstraint(
                name="published_figure_of_somebody", condition=Q(participants__gt=0)
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.code} {self.row}"
