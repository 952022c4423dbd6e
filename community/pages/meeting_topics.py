"""The topics of a meeting for one reader.

What members want to learn is for the cohort and whoever runs it.
"""

from cohorts.access import CURRENT_MEMBERS, RUNS_IT


def topics_for(meeting, access):
    """The topics of this meeting with who speaks; none for other readers,
    nor for a member's supervisor.
    """
    if access.is_supervisor or not access.is_one_of(*RUNS_IT, *CURRENT_MEMBERS):
        return []
    return list(meeting.topics.select_related("presenter__person").order_by("pk"))
