"""How an agenda changes: one lock, one transaction, and nobody's change lost without a word."""

from django.db import transaction
from django.db.models import F

from ..models import ActivityRun, AgendaSegment, Meeting
from ..models.agenda import WRITTEN


class AgendaChanged(Exception):
    """Somebody else changed the agenda since this person read it."""


def locked(meeting, version=None):
    """The meeting with its row locked. Raises AgendaChanged when it is no longer at this version."""
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if version is not None and now.agenda_version != version:
        raise AgendaChanged
    return now


def count_up(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    meeting.agenda_version += 1


@transaction.atomic
def arrange(meeting, *, order, minutes, version, by):
    """Give the blocks this order and these minutes ({pk: minutes}), all at once or not at all.

    Blocks that the order does not name keep their place behind the ones it does. Raises AgendaChanged.
    """
    locked(meeting, version)
    blocks = {block.pk: block for block in meeting.segments.select_for_update()}
    wanted = [blocks[pk] for pk in dict.fromkeys(order) if pk in blocks]
    wanted += [block for pk, block in blocks.items() if pk not in set(order)]
    changed = [block for position, block in enumerate(wanted, 1) if place(block, position, minutes.get(block.pk, block.minutes))]
    if changed:
        AgendaSegment.objects.bulk_update(changed, ["position", "minutes"])
        count_up(meeting)
    return bool(changed)


def place(block, position, minutes):
    """Put the block there; whether that changed anything."""
    before = block.position, block.minutes
    block.position, block.minutes = position, minutes
    return before != (position, minutes)


def moved(order, pk, step):
    """The order with one block so many places further."""
    if pk not in order:
        return order
    rest = [other for other in order if other != pk]
    rest.insert(max(0, order.index(pk) + step), pk)
    return rest


@transaction.atomic
def add_block(meeting, *, by, after=None, **written):
    """A new block after another one, else before the closing ones (evaluation and close)."""
    locked(meeting)
    position = after.position + 1 if after else before_the_end(meeting)
    meeting.segments.filter(position__gte=position).update(position=F("position") + 1)
    block = meeting.segments.create(position=position, **written)
    count_up(meeting)
    return block


def before_the_end(meeting):
    blocks = list(meeting.segments.in_order())
    while blocks and blocks[-1].kind in ("evaluation", "close"):
        blocks.pop()
    return blocks[-1].position + 1 if blocks else 1


def copy_block(block, *, by):
    """The same block once more, right behind it; who watches over safety is asked anew."""
    return add_block(block.meeting, by=by, after=block, **{name: getattr(block, name) for name in WRITTEN if name != "pinned_start"})


@transaction.atomic
def rewrite_block(block, *, by, seen, **written):
    """Change what is written about a block. Raises AgendaChanged when somebody changed it since `seen`."""
    locked(block.meeting)
    if AgendaSegment.objects.get(pk=block.pk).fingerprint != seen:
        raise AgendaChanged
    for name, value in written.items():
        setattr(block, name, value)
    block.save(update_fields=list(written))
    count_up(block.meeting)


@transaction.atomic
def remove_block(block, *, by):
    """Take a block out; the ones behind it move up."""
    meeting, position = block.meeting, block.position
    locked(meeting)
    block.delete()
    meeting.segments.filter(position__gt=position).update(position=F("position") - 1)
    count_up(meeting)


@transaction.atomic
def take_minutes(block, minutes, *, by):
    """Shorten a block, never to nothing. Whether it had that much to give."""
    locked(block.meeting)
    had = AgendaSegment.objects.filter(pk=block.pk, minutes__gt=minutes)
    taken = had.update(minutes=F("minutes") - minutes) == 1
    if taken:
        count_up(block.meeting)
    return taken


@transaction.atomic
def prepare_run(block, *, by, **prepared):
    """Name the safety monitor of an activity's run. Whether a run existed before does not matter."""
    run, _ = ActivityRun.objects.select_for_update().get_or_create(segment=block)
    run.prepare(by=by, **prepared)
    return run


__all__ = [
    "AgendaChanged", "add_block", "arrange", "copy_block", "moved", "prepare_run", "remove_block", "rewrite_block", "take_minutes",
]  # fmt: skip
