from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models import Seat
from lib.history import tracked
from people.models import Person

from .application import Application


@tracked()
class Offer(models.Model):
    """A seat offered to an applicant.

    Today every offer is accepted at once; see docs/decisions/0013.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        EXPIRED = "expired", "Expired"

    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="offers")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="made_offers")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(status="open"), name="seat_holds_one_offer"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=["open", "accepted"]),
                name="application_one_live_offer",
            ),
            models.CheckConstraint(
                name="offer_answer_has_its_time",
                condition=Q(status="open", answered_at__isnull=True)
                | (~Q(status="open") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"Offer to {self.application}"
