from django.db import models
from django.utils import timezone

from cohorts.models import CohortMembership

#: What members tell each other, in the order of the page.
ABOUT = ["work", "background", "strengths", "growth_edges", "desired_outcomes", "why_this_path"]


class Profile(models.Model):
    """What one member tells the others of the cohort: nobody outside the room reads it."""

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
        return not any(getattr(self, name) for name in ABOUT)

    @classmethod
    def tell(cls, membership, *, by, **words):
        """Write what this member tells of themselves, in place of what was there."""
        if by != membership.person:
            raise ValueError("Only a member writes what they tell of themselves.")
        about = {name: words.get(name, "") for name in ABOUT} | {"changed_at": timezone.now()}
        return cls.objects.update_or_create(membership=membership, defaults=about)[0]
