from django.db import models
from django.utils import timezone


class MeetingQuerySet(models.QuerySet):
    def in_order(self):
        """By day; meetings that were added stand among those of the guidebook."""
        return self.order_by("on", "starts", "position")

    def of_the_plan(self):
        """Those of the guidebook, without what was added: halves, make-ups, webinars."""
        return self.filter(kind="cohort", of=None)

    def taking_place(self):
        return self.filter(called_off_at=None)

    def upcoming(self, today=None):
        """Meetings that take place and whose day is today or later, the next one first,
        whether or not attendance is closed.
        """
        ahead = self.taking_place().filter(on__gte=today or timezone.localdate())
        return ahead.order_by("on", "position")

    def begun(self, today=None):
        """Meetings whose day has come, the latest one first."""
        begun = self.taking_place().filter(on__lte=today or timezone.localdate())
        return begun.order_by("-on", "-position")
