from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from i18nfield.fields import I18nCharField, I18nTextField

#: The smallest number of responses for which any figure or comment is shown, whatever a network sets.
MINIMUM_GROUP_SIZE = 5


class Network(models.Model):
    """An organization that runs communities of practice. It owns regions, guidebooks, thresholds and languages."""

    slug = models.SlugField(unique=True)
    name = I18nCharField(max_length=200)
    acknowledgement = I18nTextField(blank=True)
    disclaimer = I18nTextField(blank=True)
    time_zone = models.CharField(max_length=50, default="America/Los_Angeles")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    outside_threshold = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(MINIMUM_GROUP_SIZE)]
    )
    cohort_threshold = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(MINIMUM_GROUP_SIZE)]
    )
    exact_totals = models.BooleanField(default=False)
    exact_totals_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="network_thresholds_reach_the_floor",
                condition=Q(cohort_threshold__gte=MINIMUM_GROUP_SIZE)
                & Q(outside_threshold__gte=F("cohort_threshold")),
            ),
            models.CheckConstraint(
                name="network_exact_totals_say_why",
                condition=Q(exact_totals=False) | ~Q(exact_totals_reason=""),
            ),
        ]

    def __str__(self):
        return str(self.name)
