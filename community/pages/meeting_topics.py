"""What the group chose for a meeting: words of the room, so only the room and whoever runs it read them."""

from cohorts.access import IN_THE_ROOM, RUNS_IT


def topics_for(meeting, access):
    """The topics of this meeting with who speaks, for this reader; none behind the director wall."""
    if access.is_supervisor or not access.is_one_of(*RUNS_IT, *IN_THE_ROOM):
        return []
    return list(meeting.topics.select_related("presenter__person").order_by("pk"))
