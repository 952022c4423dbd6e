"""Who took part and who stayed, from the roll calls: within a part, between parts, newcomers apart (decision 12)."""

from dataclasses import dataclass

from meetings.models import Attendance


@dataclass
class Stretch:
    """How many of one group came again: `came` of `out_of`."""

    part: int
    came: int
    out_of: int


@dataclass
class Staying:
    people: int
    within: list
    between: list
    newcomers: list


def staying(cohort_ids, *, shown):
    """One query: every roll call of these cohorts that is closed, at the meetings whose figures this reader is shown.

    shown: {(cohort id, position)}. A meeting that is hidden tells nothing here either, and where one of a part's
    meetings is hidden, its cohort says nothing about coming again within that part.
    """
    seen, hidden = {}, set()
    rows = Attendance.objects.attended().filter(meeting__cohort__in=cohort_ids, meeting__attendance_closed_at__isnull=False)
    for person, cohort, part, position in rows.values_list(
        "membership__person", "meeting__cohort", "meeting__part__number", "meeting__position"
    ):
        if (cohort, position) in shown:
            seen.setdefault(part, {}).setdefault((cohort, position), set()).add(person)
        else:
            hidden.add((cohort, part))
    parts = sorted(seen)
    everybody = {part: set().union(*seen[part].values()) for part in parts}
    return Staying(
        people=len(set().union(*everybody.values())) if parts else 0,
        within=[stretch for part in parts if (stretch := within(part, without(hidden, part, seen[part])))],
        between=[Stretch(later, len(everybody[later] & everybody[part]), len(everybody[part])) for part, later in zip(parts, parts[1:])],
        newcomers=[Stretch(later, len(everybody[later] - everybody[part]), len(everybody[later])) for part, later in zip(parts, parts[1:])],
    )


def without(hidden, part, meetings):
    return {place: people for place, people in meetings.items() if (place[0], part) not in hidden}


def within(part, meetings):
    """Of those at a part's first meeting, how many were at its last, each in their own cohort."""
    came = out_of = 0
    for cohort in {cohort for cohort, _ in meetings}:
        positions = sorted(position for own, position in meetings if own == cohort)
        if len(positions) > 1:
            first, last = meetings[cohort, positions[0]], meetings[cohort, positions[-1]]
            came, out_of = came + len(first & last), out_of + len(first)
    return Stretch(part, came, out_of) if out_of else None
