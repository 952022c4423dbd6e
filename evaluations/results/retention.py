"""Retention within and between parts, computed from closed attendance;
newcomers are reported separately.
"""

from dataclasses import dataclass
from itertools import pairwise

from meetings.models import Attendance, Meeting


@dataclass
class RetentionRow:
    """`came` of the `out_of` people of one group came (again) in this part."""

    part: int
    came: int
    out_of: int


@dataclass
class Retention:
    """`people`: who attended at least one meeting. `within`: of a part's first meeting, who
    attended its last. `between`: of the part before, who came to this one. `newcomers`: who of
    this part had not come to the one before.
    """

    people: int
    within: list[RetentionRow]
    between: list[RetentionRow]
    newcomers: list[RetentionRow]


def retention(cohort_ids, *, visible):
    """Retention of these cohorts. One query.

    `visible`: {(cohort id, position)} of the meetings whose figures the reader is shown. Other
    meetings are left out, and where one of a part's meetings is, its cohort is left out of the
    retention within that part.
    """
    seen, hidden = attendance_by_part(cohort_ids, visible)
    parts = sorted(seen)
    everybody = {part: set().union(*seen[part].values()) for part in parts}
    within = (retention_within_part(part, drop_hidden(hidden, part, seen[part])) for part in parts)
    steps = list(pairwise(parts))
    return Retention(
        people=len(set().union(*everybody.values())) if parts else 0,
        within=[row for row in within if row],
        between=[
            RetentionRow(part, len(everybody[part] & everybody[earlier]), len(everybody[earlier]))
            for earlier, part in steps
        ],
        newcomers=[
            RetentionRow(part, len(everybody[part] - everybody[earlier]), len(everybody[part]))
            for earlier, part in steps
        ],
    )


def attendance_by_part(cohort_ids, visible):
    """({part: {(cohort id, position): person ids}} of the visible meetings, {(cohort id, part)}
    with a hidden one). Of the meetings of the guidebook only: others have no results to hide.
    """
    seen: dict[int, dict[tuple[int, int], set[int]]] = {}
    hidden = set()
    for person, cohort, part, position in attended_rows(cohort_ids):
        if (cohort, position) in visible:
            seen.setdefault(part, {}).setdefault((cohort, position), set()).add(person)
        else:
            hidden.add((cohort, part))
    return seen, hidden


def attended_rows(cohort_ids):
    """(person id, cohort id, number of the part, position) for whoever came to a meeting of the
    guidebook whose attendance was closed.
    """
    attended = Attendance.objects.attended().filter(
        meeting__cohort__in=cohort_ids,
        meeting__first_closed_at__isnull=False,
        meeting__kind=Meeting.Kind.COHORT,
        meeting__of=None,
    )
    return attended.values_list(
        "membership__person", "meeting__cohort", "meeting__part__number", "meeting__position"
    )


def drop_hidden(hidden, part, meetings):
    """The meetings of this part without those of cohorts that have a hidden one in it."""
    return {key: people for key, people in meetings.items() if (key[0], part) not in hidden}


def retention_within_part(part, meetings):
    """Of those at a part's first meeting, how many were at its last, each in their own cohort.

    `meetings`: {(cohort id, position): person ids}. None if no cohort has two meetings.
    """
    came = out_of = 0
    for cohort in {cohort for cohort, _ in meetings}:
        positions = sorted(position for own, position in meetings if own == cohort)
        if len(positions) > 1:
            first, last = meetings[cohort, positions[0]], meetings[cohort, positions[-1]]
            came, out_of = came + len(first & last), out_of + len(first)
    return RetentionRow(part, came, out_of) if out_of else None
