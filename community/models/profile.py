from django.db import models
from django.utils import timezone

from cohorts.models import CohortMembership

#: The questions, in the order of the page.
PROFILE_FIELDS = [
    "work",
    "background",
    "strengths",
    "growth_edges",
    "desired_outcomes",
    "why_this_path",
]


class Profile(models.Model):
    """What one member tells the others of the cohort.

    Only its members and facilitators may read it.
    """

    membership = models.OneToOneField(CohortMembership, models.CASCADE, related_name="profile")
    work = models.TextField(blank=True, max_length=600)
    background = models.TextField(blank=True, max_length=600)
    strengths = models.TextField(blank=True, max_length=600)
    growth_edges = models.TextField(blank=True, max_length=600)
    desired_outcomes = models.TextField(blank=True, max_length=600)
    why_this_path = models.TextField(blank=True, max_length=600)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.membership.person)

    @property
    def is_empty(self):
        return not any(getattr(self, name) for name in PROFILE_FIELDS)
