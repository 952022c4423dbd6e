from django.db import models
from django.db.models import Q
from i18nfield.fields import I18nCharField, I18nTextField

from .guidebook import Guidebook
from .immutability import OF_PART, frozen_once_published


class Part(models.Model):
    """A period of a guidebook that people apply and commit to as a whole, such as a school year."""

    class Entry(models.TextChoices):
        CLOSED = "closed", "Closed once it has begun"
        UNTIL_FIRST_MEETING = "until_first_meeting", "Open until its first meeting"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=100)
    entry = models.CharField(max_length=30, choices=Entry.choices)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_meetings = models.PositiveSmallIntegerField(default=0)
    asks_sign_off = models.BooleanField(
        default=True, help_text="A director signs before somebody gets a seat."
    )
    first_month = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="1 to 12: the season it begins in; empty where any month will do.",
    )
    last_month = models.PositiveSmallIntegerField(null=True, blank=True)
    attendance_rule = I18nTextField(blank=True)
    graduation_rule = I18nTextField(blank=True)

    class Meta:
        ordering = ["guidebook", "number"]
        constraints = [
            models.UniqueConstraint(fields=["guidebook", "number"], name="part_number_once"),
            models.CheckConstraint(
                name="part_season_is_whole",
                condition=Q(first_month=None, last_month=None)
                | Q(
                    first_month__isnull=False,
                    last_month__isnull=False,
                    first_month__range=(1, 12),
                    last_month__range=(1, 12),
                ),
            ),
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.name)

    def is_in_season(self, day):
        """Does the month of this day belong to the season?

        A season such as October to April includes the new year.
        """
        if self.first_month is None:
            return True
        if self.first_month <= self.last_month:
            return self.first_month <= day.month <= self.last_month
        return day.month >= self.first_month or day.month <= self.last_month


class Commitment(models.Model):
    """One sentence that participants or their directors commit to for a part."""

    class Audience(models.TextChoices):
        PARTICIPANT = "participant", "Participant"
        DIRECTOR = "director", "Program director"

    part = models.ForeignKey(Part, models.CASCADE, related_name="commitments")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()

    class Meta:
        ordering = ["part", "audience", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "audience", "position"], name="commitment_position_once"
            )
        ]
        triggers = [frozen_once_published(OF_PART)]

    def __str__(self):
        return str(self.text)
