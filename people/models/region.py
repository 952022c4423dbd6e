from django.db import models
from i18nfield.fields import I18nCharField

from .network import Network


class Region(models.Model):
    """One area of a network, by the map it belongs to
    ("regions" means several maps in this field).
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="regions")
    map_name = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=200)

    class Meta:
        ordering = ["network", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "map_name", "number"], name="region_number_once_a_map"
            )
        ]

    def __str__(self):
        return str(self.name)

    @property
    def slug(self):
        """For the names of files."""
        return f"region-{self.number}"


class County(models.Model):
    region = models.ForeignKey(Region, models.PROTECT, related_name="counties")
    name = models.CharField(max_length=100)
    fips = models.CharField(max_length=5, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "counties"

    def __str__(self):
        return self.name
