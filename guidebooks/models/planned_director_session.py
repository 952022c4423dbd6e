from django.db import models
from i18nfield.fields import I18nCharField

from .immutability import OF_PART, frozen_once_published
from .part import Part


class PlannedDirectorSession(models.Model):
    """One session for the directors of a part's members, before the first meeting or after one."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="planned_director_sessions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=20, choices=[("orientation", "Orientation"), ("review", "Review")]
    )
    title = I18nCharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=60)
    after_meeting = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Position of the meeting it follows; empty: before the first.",
    )

    class Meta:
        ordering = ["part", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "position"], name="planned_session_position_once"
            )
        ]
        triggers = [frozen_once_published(OF_PART)]

    def __str__(self):
        return str(self.title)
