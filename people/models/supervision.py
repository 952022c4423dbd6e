from django.db import models
from django.db.models import Q

from lib.history import tracked

from .dated import ENDS_AFTER_START, Dated, DatedQuerySet
from .person import Person


class SupervisionQuerySet(DatedQuerySet):
    def ensure(self, supervisor, person, *, on):
        """Make sure that one supervises the other from this day on.

        Nobody supervises themselves: then nothing happens.
        """
        if supervisor != person:
            self.get_or_create(
                supervisor=supervisor, person=person, ends_on=None, defaults={"starts_on": on}
            )


@tracked()
class Supervision(Dated):
    """One person supervises another, with first and last day.

    Supervisors may not read what is said in the meetings of that person's cohort
    (see cohorts/access.py).
    """

    supervisor = models.ForeignKey(Person, models.PROTECT, related_name="supervises")
    person = models.ForeignKey(Person, models.PROTECT, related_name="supervised_by")

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="supervision_between_two_people", condition=~Q(supervisor=models.F("person"))
            ),
            models.CheckConstraint(
                name="supervision_ends_after_it_starts", condition=ENDS_AFTER_START
            ),
            models.UniqueConstraint(
                fields=["supervisor", "person"],
                condition=Q(ends_on=None),
                name="supervision_open_once",
            ),
        ]

    def __str__(self):
        return f"{self.supervisor} supervises {self.person}"
