from django.db import models
from i18nfield.fields import I18nTextField

from .guidebook import Guidebook
from .immutability import frozen_once_published


class Criterion(models.Model):
    """One condition for applying, and what it means."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="criteria")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()
    help = I18nTextField(blank=True)

    class Meta:
        ordering = ["guidebook", "position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["guidebook", "code"], name="criterion_code_once")
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.text)
