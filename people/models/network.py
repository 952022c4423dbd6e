from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from .small_group_threshold import SmallGroupThreshold


class Network(SmallGroupThreshold):
    """An organization that runs communities of practice.

    It owns regions, guidebooks, thresholds and languages.
    """

    slug = models.SlugField(unique=True)
    name = I18nCharField(max_length=200)
    acknowledgement = I18nTextField(blank=True)
    disclaimer = I18nTextField(blank=True)
    time_zone = models.CharField(max_length=50, default="America/Los_Angeles")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    exact_totals = models.BooleanField(default=False)
    exact_totals_reason = models.TextField(blank=True)

    class Meta(SmallGroupThreshold.Meta):
        constraints = [
            *SmallGroupThreshold.Meta.constraints,
            models.CheckConstraint(
                name="network_exact_totals_say_why",
                condition=Q(exact_totals=False) | ~Q(exact_totals_reason=""),
            ),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def today(self):
        """The date of today where the network is."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))
