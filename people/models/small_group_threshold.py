from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

#: The smallest number of responses for which any figure or comment is shown,
#: whatever a network sets.
MINIMUM_GROUP_SIZE = 5


class SmallGroupThreshold(models.Model):
    """From how many responses on a group is shown:
    outside its cohort, and to the cohort's own facilitators.
    """

    outside_threshold = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(MINIMUM_GROUP_SIZE)]
    )
    cohort_threshold = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(MINIMUM_GROUP_SIZE)]
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="network_thresholds_reach_the_floor",
                condition=Q(cohort_threshold__gte=MINIMUM_GROUP_SIZE)
                & Q(outside_threshold__gte=F("cohort_threshold")),
            ),
        ]
