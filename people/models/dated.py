from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone


class DatedQuerySet(models.QuerySet):
    def current(self, on=None):
        """Rows that hold on this date (default: today); first and last day included."""
        on = on or timezone.localdate()
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Dated(models.Model):
    """A fact that holds from `starts_on` to `ends_on`, both included;
    without `ends_on` it still holds.
    """

    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def end(self, *, on=None):
        """Set the last day: `on`, or yesterday, so that the row no longer holds today.

        A row that would end before it starts is deleted.
        """
        day = on or timezone.localdate() - timedelta(days=1)
        self.ends_on = day
        if day < self.starts_on:
            self.delete()
        else:
            self.save(update_fields=["ends_on"])


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on"))
