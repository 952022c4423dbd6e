from django.db import models
from django.db.models import Q
from django.utils import timezone

from lib.history import tracked

from .cohort import Cohort


class SeatQuerySet(models.QuerySet):
    def free(self):
        return self.filter(taken_at=None)

    def taken(self):
        """Those of members and of graduates, who keep theirs."""
        return self.exclude(taken_at=None)

    def take_one(self):
        """Lock and take the free seat with the lowest number; None if none is free.

        Call it inside a transaction.

        Two at once never get the same seat: each skips what the other has locked, and the mark is
        on the locked row itself, so a row that was taken meanwhile no longer matches.
        """
        seat = self.free().order_by("number").select_for_update(skip_locked=True).first()
        if seat:
            seat.taken_at = timezone.now()
            seat.save(update_fields=["taken_at"])
        return seat

    def take(self, number):
        """Lock and take the free seat of this number, else the free one with the lowest number;
        None if none is free. Call it inside a transaction.
        """
        return self.filter(number=number).take_one() or self.take_one()


@tracked()
class Seat(models.Model):
    """One seat of a cohort. The capacity is the number of these rows."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    #: When the member who has it now took it; empty while it is free.
    taken_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when an open offer holds it."
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="seat_number_once"),
            models.CheckConstraint(
                name="seat_held_only_when_taken",
                condition=Q(held_until__isnull=True) | Q(taken_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Seat {self.number}"

    def release(self):
        self.taken_at = self.held_until = None
        self.save(update_fields=["taken_at", "held_until"])
