from django.db import models
from i18nfield.fields import I18nTextField

from .guidebook import Guidebook
from .immutability import frozen_once_published


class PlannedDuty(models.Model):
    """One duty that the facilitators of a cohort share out among themselves."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="planned_duties")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guidebook", "code"], name="planned_duty_code_once")
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.text)
