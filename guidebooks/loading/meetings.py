"""Loading what happens in the meetings of a guidebook: blocks, director sessions,
budget and agreements.
"""

from ..models import Activity, PlannedMeeting
from .fixtures import localized


def load_meetings(guidebook, data):
    """Create the meetings of a new guidebook version, with all that belongs to them.

    Its parts must exist.
    """
    load_budget(guidebook, data)
    activities = {activity.slug: activity for activity in Activity.objects.all()}
    load_agreements(guidebook, data)
    for part_row in data["parts"]:
        part = guidebook.parts.get(number=part_row["number"])
        for row in part_row["meetings"]:
            load_meeting(part, row, activities)
        load_director_sessions(part, part_row)


def load_agreements(guidebook, data):
    for position, row in enumerate(data["agreements"], 1):
        guidebook.proposed_agreements.create(
            code=row["code"],
            position=position,
            title=localized(row["title"]),
            text=localized(row["text"]),
        )


def load_budget(guidebook, data):
    for position, row in enumerate(data.get("budget", []), 1):
        guidebook.planned_budget_lines.create(
            position=position,
            what=localized(row["what"]),
            fund=localized(row.get("fund")),
            meeting_position=row.get("meeting"),
            **{name: row[name] for name in ["purpose", "source", "amount"]},
        )


def load_director_sessions(part, part_row):
    for position, row in enumerate(part_row["director_sessions"], 1):
        part.planned_director_sessions.create(
            position=position,
            title=localized(row["title"]),
            **{name: row[name] for name in ["kind", "minutes", "after_meeting"]},
        )


PLAIN = ["position", "code", "weeks_after_first", "mandatory", "setup_minutes", "packdown_minutes"]
OPTIONAL = ["minutes", "setting", "topic_open"]
LOCALIZED = ["title", "purpose", "before_work", "between_task"]
LISTS = ["outcomes", "room", "logistics", "handouts"]


def load_meeting(part, row, activities):
    """activities: {slug: Activity} of all there are."""
    meeting = PlannedMeeting.objects.create(
        part=part,
        **{name: row[name] for name in PLAIN},
        **{name: row[name] for name in OPTIONAL if name in row},
        **{name: localized(row.get(name)) for name in LOCALIZED},
        **{name: row.get(name) or [] for name in LISTS},
    )
    for block in row["segments"]:
        load_block(meeting, block, activities)


BLOCK_LOCALIZED = ["title", "participant_text", "facilitator_text", "cqi_link", "opt_out", "output"]


def load_block(meeting, row, activities):
    meeting.segments.create(
        **{name: row[name] for name in ["position", "minutes", "kind", "lead"]},
        **{name: localized(row.get(name)) for name in BLOCK_LOCALIZED},
        materials=row.get("materials") or [],
        activity=activities[row["activity"]] if row.get("activity") else None,
    )
