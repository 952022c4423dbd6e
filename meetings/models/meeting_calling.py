from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

#: The columns that say together that a meeting is called off.
CALLED_OFF_COLUMNS = ["called_off_at", "called_off_by", "called_off_reason", "postponed"]


class MeetingCalling:
    """Calling a meeting off, and back on."""

    @property
    def is_called_off(self):
        return self.called_off_at is not None

    @property
    def off_word(self):
        """ "postponed" or "called off"; "" of a meeting that takes place on its day."""
        if not self.is_called_off:
            return ""
        return _("postponed") if self.postponed else _("called off")

    @transaction.atomic
    def call_off(self, *, reason, by, postponed=False):
        """It does not take place. Returns whether this call did it: of two at once the first
        counts, and none where somebody was noted as having been there.
        """
        found = type(self).objects.select_for_update().get(pk=self.pk)
        if found.is_called_off or found.was_held:
            return False
        self.called_off_at, self.called_off_by = timezone.now(), by
        self.called_off_reason, self.postponed = reason, postponed
        self.save_calling()
        return True

    @transaction.atomic
    def call_on(self):
        """It takes place after all. Returns whether this call did it."""
        if not type(self).objects.select_for_update().get(pk=self.pk).is_called_off:
            return False
        self.called_off_at = self.called_off_by = None
        self.called_off_reason, self.postponed = "", False
        self.save_calling()
        return True

    def save_calling(self):
        self.sequence += 1
        self.save(update_fields=[*CALLED_OFF_COLUMNS, "sequence"])
