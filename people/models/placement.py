from django.db import models

from lib.history import tracked

from .dated import ENDS_AFTER_START, Dated
from .organization import ProgramSite
from .person import Person


@tracked(exclude=["title"])
class Placement(Dated):
    """Somebody works at a site, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    site = models.ForeignKey(ProgramSite, models.PROTECT, related_name="placements")
    title = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="placement_ends_after_it_starts", condition=ENDS_AFTER_START)]

    def __str__(self):
        return f"{self.person} at {self.site}"
