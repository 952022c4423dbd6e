from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone


class MeetingAttendance:
    """Closing the attendance of a meeting, and opening it again."""

    @property
    def is_held(self):
        """Attendance is closed."""
        return self.attendance_closed_at is not None

    @property
    def is_open_again(self):
        """Attendance was closed and is open for a correction."""
        return self.first_closed_at is not None and not self.is_held

    @property
    def was_held(self):
        """Somebody is noted as having been there, or attendance was closed once."""
        return bool(self.first_closed_at) or self.attendances.known_on_the_day().exists()

    @transaction.atomic
    def close_attendance(self, *, by):
        """Close attendance; members without a record become absent, the first time.

        Does nothing when it is closed already.
        """
        now = timezone.now()
        still_open = type(self).objects.filter(pk=self.pk, attendance_closed_at=None)
        closed = still_open.update(
            attendance_closed_at=now,
            attendance_closed_by=by,
            first_closed_at=Coalesce("first_closed_at", now),
        )
        if closed:
            self.attendances.mark_the_rest_absent(self, by=by)
            self.reopenings.filter(closed_again_at=None).update(
                closed_again_at=now, closed_again_by=by
            )
        self.refresh_from_db()

    @transaction.atomic
    def reopen_attendance(self, *, reason, by):
        """Open attendance again for corrections: of the marks, not of who was expected.

        Returns whether this call did it: it does nothing when attendance is open.
        """
        closed = type(self).objects.filter(pk=self.pk, attendance_closed_at__isnull=False)
        opened = closed.update(attendance_closed_at=None, attendance_closed_by=None)
        if opened:
            self.reopenings.create(reason=reason, reopened_by=by, reopened_at=timezone.now())
            self.attendance_closed_at = self.attendance_closed_by = None
        return bool(opened)
