from django.db import models
from i18nfield.fields import I18nCharField

from cohorts.models import Cohort
from guidebooks.models import Part

from .meeting import Meeting


class DirectorSession(models.Model):
    """A session for program directors: an orientation before a part,
    or a review after a meeting.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="director_sessions")
    part = models.ForeignKey(Part, models.PROTECT, related_name="director_sessions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=20, choices=[("orientation", "Orientation"), ("review", "Review")]
    )
    title = I18nCharField(max_length=200)
    on = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    after_meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="director_sessions"
    )

    class Meta:
        ordering = ["cohort", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "position"], name="director_session_position_once"
            )
        ]

    def __str__(self):
        return str(self.title)
