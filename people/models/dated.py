from datetime import UTC, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.db import models
from django.db.models import Case, Func, Q, Value, When
from django.utils import timezone

#: Offsets of time zones are whole multiples of it, so no date changes in between.
QUARTER_MINUTES = 15


def today_in(zone):
    """In a query: the date of today in the time zone that this expression names.

    The dates are Python's. PostgreSQL has time zones of its own, of another edition: they differed
    by an hour for a zone that a network of ours uses (docs/decisions/0058-people-can-be-mended.md).
    """
    now = timezone.now().astimezone(UTC)
    quarter = now.replace(minute=now.minute - now.minute % QUARTER_MINUTES, second=0, microsecond=0)
    usual, others = zones_by_date(quarter)
    dates = [When(IsOneOf(zone, Value(" ".join(names))), then=Value(day)) for day, names in others]
    return Case(*dates, default=Value(usual), output_field=models.DateField())


class IsOneOf(Func):
    """Whether an expression is among words that one text holds. An IN with hundreds of names takes
    longer to compile than to run.
    """

    template, arg_joiner = "(%(expressions)s, ' ')))", " = ANY(string_to_array("
    output_field = models.BooleanField()


@lru_cache(maxsize=4)
def zones_by_date(moment):
    """(the date in most time zones at this moment, [(another date, names of the zones)])."""
    found = {}
    for name, zone in all_zones():
        found.setdefault(moment.astimezone(zone).date(), []).append(name)
    usual = max(found, key=lambda day: len(found[day]))
    return usual, [(day, names) for day, names in sorted(found.items()) if day != usual]


@cache
def all_zones():
    return [(name, ZoneInfo(name)) for name in sorted(available_timezones() - {"localtime"})]


def holds_on(day):
    """The condition on a row that holds on this date, or on that of an expression."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


class DatedQuerySet(models.QuerySet):
    def current(self, on=None):
        """Rows that hold on this date, or on that of an expression; first and last day included.

        By default today in the time zone of the page: on a page of a cohort the cohort's.
        """
        return self.filter(holds_on(timezone.localdate() if on is None else on))


class Dated(models.Model):
    """A fact that holds from `starts_on` to `ends_on`, both included;
    without `ends_on` it still holds.
    """

    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def today(self):
        """The date of today where this row holds."""
        return timezone.localdate()

    @property
    def holds_today(self):
        return self.starts_on <= self.today and (self.ends_on is None or self.ends_on >= self.today)

    @property
    def day_before_today(self):
        """The last day of a row that no longer holds today."""
        return self.today - timedelta(days=1)

    def end(self, *, on=None):
        """Set the last day: `on`, or yesterday, so that the row no longer holds today.

        A row that would end before it starts is deleted.
        """
        day = on or self.day_before_today
        self.ends_on = day
        if day < self.starts_on:
            self.delete()
        else:
            self.save(update_fields=["ends_on"])


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on"))
