from django.contrib.postgres.fields import ArrayField
from django.db import models

from lib.history import tracked

from .dated import ENDS_AFTER_START, Dated, DatedQuerySet
from .person import Person
from .program_site import ProgramSite


class PlacementQuerySet(DatedQuerySet):
    def ensure(self, person, site, *, on):
        """Make sure that this person works at this site on this day."""
        if not self.current(on).filter(person=person, site=site).exists():
            self.create(person=person, site=site, starts_on=on)


@tracked(exclude=["title", "funding"])
class Placement(Dated):
    """Somebody works at a site, with first and last day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    site = models.ForeignKey(ProgramSite, models.PROTECT, related_name="placements")
    title = models.CharField(max_length=100, blank=True)
    #: What pays this place, dated as the placement is.
    funding = ArrayField(
        models.CharField(max_length=10, choices=ProgramSite.Funding.choices),
        default=list,
        blank=True,
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="placement_ends_after_it_starts", condition=ENDS_AFTER_START
            )
        ]

    @property
    def funding_text(self):
        """What pays this place, in words."""
        labels = dict(ProgramSite.Funding.choices)
        return ", ".join(labels.get(code, code) for code in self.funding)

    def __str__(self):
        return f"{self.person} at {self.site}"
