from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Person

from .cohort import Cohort


class SignedForQuerySet(models.QuerySet):
    def by_person(self, person):
        """Rows in which this person signed:
        by the person, or by any address the person has today.
        """
        own = Q(supervisor_key=person.email_key) if person.email_key else Q(pk__in=[])
        further = Q(supervisor_key__in=person.addresses.values("email_key"))
        return self.filter(Q(supervisor=person) | own | further)


class SignedFor(models.Model):
    """A person or address signed for an applicant of this cohort,
    and so may not read what its members say.

    Written in the transaction of the signature. It stays when the sign-off is voided,
    withdrawn or forwarded.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="signed_for")
    supervisor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="signed_for"
    )
    supervisor_key = models.CharField(max_length=254)
    since = models.DateTimeField(default=timezone.now)

    objects = SignedForQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signed for"
        indexes = [models.Index(fields=["supervisor_key"], name="signed_for_by_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "supervisor", "supervisor_key"],
                nulls_distinct=False,
                name="signed_for_once",
            ),
            models.CheckConstraint(
                name="signed_for_by_somebody",
                condition=Q(supervisor__isnull=False) | ~Q(supervisor_key=""),
            ),
        ]

    def __str__(self):
        return f"{self.supervisor_key} signed in {self.cohort}"
