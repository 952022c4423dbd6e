from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction

from .network import County, Network


class NamedQuerySet(models.QuerySet):
    def named(self, name, **fields):
        """The row of this name (capitals ignored) among these; else a new one. Two at once find the same one."""
        found = self.filter(name__iexact=name).first()
        if found:
            return found
        try:
            with transaction.atomic():
                return self.create(name=name, **fields)
        except IntegrityError:
            return self.get(name__iexact=name)


class Organization(models.Model):
    """A district, county office or agency that runs programs."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="organizations")
    name = models.CharField(max_length=200)

    objects = NamedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("network", models.functions.Lower("name"), name="organization_name_once_a_network")]

    def __str__(self):
        return self.name


class ProgramSite(models.Model):
    """One after-school program at one school."""

    class Funding(models.TextChoices):
        ASES = "ases", "ASES"
        CCLC = "21cclc", "21st CCLC"
        ASSETS = "assets", "21st CCLC ASSETs"
        ELOP = "elop", "ELO-P"
        OTHER = "other", "Other"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="sites")
    county = models.ForeignKey(County, models.PROTECT, related_name="sites", null=True, blank=True)
    name = models.CharField(max_length=200)
    funding = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    grade_spans = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organization", models.functions.Lower("name"), name="site_name_once_an_organization"),
        ]

    def __str__(self):
        return self.name
