from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


class MeetingTimes:
    """When a meeting is, as it is asked from its columns `on`, `starts` and `minutes`.

    A meeting that is called off never begins and is never over.
    """

    @property
    def zone(self):
        return ZoneInfo(self.cohort.time_zone)

    @property
    def starts_at(self):
        """Aware datetime in the cohort's time zone."""
        return datetime.combine(self.on, self.starts, tzinfo=self.zone)

    @property
    def ends_at(self):
        """Aware datetime in the cohort's time zone;
        added in UTC, so a clock change shifts the local time.
        """
        return (
            self.starts_at.astimezone(ZoneInfo("UTC")) + timedelta(minutes=self.minutes)
        ).astimezone(self.zone)

    @property
    def holiday(self):
        """The name of the holiday that its day is where the network is; "" on any other day."""
        return self.cohort.network.holiday_on(self.on)

    @property
    def is_today(self):
        return self.on == timezone.localdate(timezone=self.zone)

    def moment_today(self, ago=timedelta(0)):
        """The moment so long ago, not before today; None when the meeting is on another day."""
        midnight = datetime.combine(self.on, time(0), tzinfo=self.zone)
        return max(timezone.now() - ago, midnight) if self.is_today else None

    @property
    def days_ahead(self):
        """Days from today until the meeting in its own time zone;
        negative from the day after it.
        """
        return (self.on - timezone.localdate(timezone=self.zone)).days

    @property
    def day_has_come(self):
        return self.days_ahead <= 0

    @property
    def is_behind(self):
        """It was held, or its day has passed: nothing can be arranged for it any more."""
        return not self.is_called_off and (self.is_held or self.days_ahead < 0)

    @property
    def has_begun(self):
        return not self.is_called_off and self.starts_at <= timezone.now()

    @property
    def is_upcoming(self):
        """It takes place, its day has not passed and its attendance is not closed."""
        return not self.is_called_off and self.days_ahead >= 0 and not self.is_held

    @property
    def is_past(self):
        return not self.is_called_off and self.ends_at <= timezone.now()

    @property
    def minutes_since_start(self):
        """Minutes since it began, until an hour after its end; else None."""
        elapsed = int((timezone.now() - self.starts_at).total_seconds() // 60)
        is_near = 0 <= elapsed <= self.minutes + 60
        return elapsed if is_near and not self.is_called_off else None
