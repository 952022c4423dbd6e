from django.db import models
from django.db.models import Q

from lib.history import tracked

from .dated import ENDS_AFTER_START, Dated
from .person import Person


@tracked()
class Supervision(Dated):
    """Somebody supervises somebody, from when to when. Supervisors read nothing that is said in the other's cohort."""

    supervisor = models.ForeignKey(Person, models.PROTECT, related_name="supervises")
    person = models.ForeignKey(Person, models.PROTECT, related_name="supervised_by")

    class Meta:
        constraints = [
            models.CheckConstraint(name="supervision_between_two_people", condition=~Q(supervisor=models.F("person"))),
            models.CheckConstraint(name="supervision_ends_after_it_starts", condition=ENDS_AFTER_START),
            models.UniqueConstraint(fields=["supervisor", "person"], condition=Q(ends_on=None), name="supervision_open_once"),
        ]

    def __str__(self):
        return f"{self.supervisor} supervises {self.person}"
