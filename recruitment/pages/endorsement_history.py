"""The events of a sign-off, oldest first: its actions, and what became of its letters."""

from dataclasses import dataclass
from datetime import datetime

from ..letters import letters_of


@dataclass(frozen=True)
class Event:
    at: datetime
    word: str
    detail: str = ""


def history_of(endorsement):
    """[Event] from the actions, which may be prefetched, and from the letters that were sent
    or given up.
    """
    actions = sorted(endorsement.actions.all(), key=lambda action: (action.at, action.pk))
    events = [Event(action.at, action.get_kind_display(), action.detail) for action in actions]
    for sent_at, failed_at in letters_of(endorsement).values_list("sent_at", "failed_at"):
        events += [Event(sent_at, "Delivered")] if sent_at else []
        events += [Event(failed_at, "Not delivered")] if failed_at else []
    return sorted(events, key=lambda event: event.at)
