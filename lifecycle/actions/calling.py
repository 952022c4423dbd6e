"""How a meeting was called off, stored so that it can be so again."""

from django.utils.dateparse import parse_datetime

from people.models import Person


def calling_of(meeting):
    """By whom, when and why it is called off, as it can be stored as JSON; None if it is not."""
    if not meeting.is_called_off:
        return None
    return {
        "at": meeting.called_off_at.isoformat(),
        "by": meeting.called_off_by_id,
        "reason": meeting.called_off_reason,
        "postponed": meeting.postponed,
    }


def call_off_as(meeting, stored):
    """Call it off as it was. Returns whether that is possible still."""
    by = Person.objects.get(pk=stored["by"])
    if not meeting.call_off(reason=stored["reason"], by=by, postponed=stored["postponed"]):
        return False
    meeting.called_off_at = parse_datetime(stored["at"])
    meeting.save(update_fields=["called_off_at"])
    return True
