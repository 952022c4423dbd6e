from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField

from .network import Network


class QualityStandard(models.Model):
    class Group(models.TextChoices):
        POINT_OF_SERVICE = "point_of_service", "Point of service"
        PROGRAMMATIC = "programmatic", "Programmatic"

    network = models.ForeignKey(Network, models.CASCADE, related_name="standards")
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=20, choices=Group.choices)
    name = I18nCharField(max_length=200)
    gloss = I18nTextField()

    class Meta:
        ordering = ["network", "number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="standard_number_once")
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"


class Principle(models.Model):
    """One of the six core principles of improvement."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="principles")
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=200)
    gloss = I18nTextField()

    class Meta:
        ordering = ["network", "number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="principle_number_once")
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"
