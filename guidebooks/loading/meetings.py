"""The slice of a guidebook that says when people meet and what they do."""

from ..models import Activity, PlannedMeeting
from .fixtures import words


def load_plan(guidebook, data):
    """Meetings, blocks, director sessions, budget and proposed agreements of a guidebook version that is new."""
    load_budget(guidebook, data)
    activities = {activity.slug: activity for activity in Activity.objects.all()}
    for position, row in enumerate(data["agreements"], 1):
        guidebook.proposed_agreements.create(code=row["code"], position=position, title=words(row["title"]), text=words(row["text"]))
    for part_row in data["parts"]:
        part = guidebook.parts.get(number=part_row["number"])
        for row in part_row["meetings"]:
            load_meeting(part, row, activities)
        for position, row in enumerate(part_row["director_sessions"], 1):
            part.planned_director_sessions.create(
                position=position, kind=row["kind"], title=words(row["title"]), minutes=row["minutes"], after_meeting=row["after_meeting"]
            )


def load_budget(guidebook, data):
    for position, row in enumerate(data.get("budget", []), 1):
        guidebook.planned_budget_lines.create(
            position=position, what=words(row["what"]), fund=words(row.get("fund")), meeting_position=row.get("meeting"),
            **{name: row[name] for name in ["purpose", "source", "amount"]},
        )  # fmt: skip


def load_meeting(part, row, activities):
    meeting = PlannedMeeting.objects.create(
        part=part,
        **{name: row[name] for name in ["position", "code", "weeks_after_first", "mandatory", "setup_minutes", "packdown_minutes"]},
        **{name: row[name] for name in ["minutes", "setting", "topic_open"] if name in row},
        **{name: words(row.get(name)) for name in ["title", "purpose", "before_work", "between_task"]},
        **{name: row.get(name) or [] for name in ["outcomes", "room", "logistics", "handouts"]},
    )
    for block in row["segments"]:
        meeting.segments.create(
            **{name: block[name] for name in ["position", "minutes", "kind", "lead"]},
            **{name: words(block.get(name)) for name in ["title", "participant_text", "facilitator_text", "cqi_link", "opt_out", "output"]},
            materials=block.get("materials") or [],
            activity=activities[block["activity"]] if block.get("activity") else None,
        )
