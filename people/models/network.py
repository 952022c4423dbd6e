from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from i18nfield.fields import I18nCharField, I18nTextField

#: The smallest number of responses for which any figure or comment is shown, whatever a network sets.
MINIMUM_GROUP_SIZE = 5


class Network(models.Model):
    """Who runs communities of practice: owner of regions, guidebooks, thresholds and languages."""

    slug = models.SlugField(unique=True)
    name = I18nCharField(max_length=200)
    acknowledgement = I18nTextField(blank=True)
    disclaimer = I18nTextField(blank=True)
    time_zone = models.CharField(max_length=50, default="America/Los_Angeles")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    outside_threshold = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(MINIMUM_GROUP_SIZE)])
    cohort_threshold = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(MINIMUM_GROUP_SIZE)])
    exact_totals = models.BooleanField(default=False)
    exact_totals_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="network_thresholds_reach_the_floor",
                condition=Q(cohort_threshold__gte=MINIMUM_GROUP_SIZE) & Q(outside_threshold__gte=F("cohort_threshold")),
            ),
            models.CheckConstraint(
                name="network_exact_totals_say_why",
                condition=Q(exact_totals=False) | ~Q(exact_totals_reason=""),
            ),
        ]

    def __str__(self):
        return str(self.name)


class Region(models.Model):
    """One area of a network, by the map it belongs to ("regions" means several maps in this field)."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="regions")
    map_name = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=200)

    class Meta:
        ordering = ["network", "number"]
        constraints = [models.UniqueConstraint(fields=["network", "map_name", "number"], name="region_number_once_a_map")]

    def __str__(self):
        return str(self.name)


class County(models.Model):
    region = models.ForeignKey(Region, models.PROTECT, related_name="counties")
    name = models.CharField(max_length=100)
    fips = models.CharField(max_length=5, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "counties"

    def __str__(self):
        return self.name


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
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="standard_number_once")]

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
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="principle_number_once")]

    def __str__(self):
        return f"{self.number}. {self.name}"
