from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from lib import public_holidays

from .small_group_threshold import SmallGroupThreshold


class Network(SmallGroupThreshold):
    """An organization that runs communities of practice.

    It owns regions, guidebooks, thresholds and languages.
    """

    slug = models.SlugField(unique=True)
    name = I18nCharField(max_length=200)
    acknowledgement = I18nTextField(blank=True)
    disclaimer = I18nTextField(blank=True)
    coordinator_title = I18nCharField(
        max_length=80,
        blank=True,
        help_text="What its state staff are called, such as network coordinator.",
    )
    time_zone = models.CharField(max_length=50, default="America/Los_Angeles")
    country = models.CharField(
        max_length=2, default="US", help_text="Whose holidays count, such as US or CA."
    )
    subdivision = models.CharField(
        max_length=3,
        blank=True,
        help_text="The state or province whose holidays count, too, such as CA for California.",
    )
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
            models.CheckConstraint(
                name="network_country_is_a_code",
                condition=Q(country__regex=r"^[A-Z]{2}$")
                & Q(subdivision__regex=r"^[A-Z0-9]{0,3}$"),
            ),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def today(self):
        """The date of today where the network is."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))

    def clean(self):
        """Which pairs are known, a release of the package of holidays says, and no constraint."""
        if not public_holidays.is_known(self.country):
            raise ValidationError({"country": "No holidays of this country are known."})
        if not public_holidays.is_known(self.country, self.subdivision):
            raise ValidationError({"subdivision": "This country has no such state or province."})

    def holiday_on(self, day):
        """The name of the state or federal holiday on this date; "" on any other day."""
        return public_holidays.holiday_name(day, self.country, self.subdivision)
