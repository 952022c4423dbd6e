"""The blocks of a planned meeting."""

from django.db import transaction

from ..models import PlannedSegment


@transaction.atomic(savepoint=False)
def save_block_minutes(blocks, minutes):
    """Set the length of blocks.

    minutes: {primary key: minutes}; blocks that it does not name keep theirs.
    """
    for block in blocks:
        block.minutes = minutes.get(block.pk, block.minutes)
    PlannedSegment.objects.bulk_update(blocks, ["minutes"])
