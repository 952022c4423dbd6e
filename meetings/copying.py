"""Copying a guidebook version: the slice that says when people meet and what they do (see meetings.loading)."""

from cop_site.lib.copying import copy_row, copy_rows

OF_GUIDEBOOK = ["proposed_agreements", "planned_budget_lines"]


def copy_plan(original, draft):
    for name in OF_GUIDEBOOK:
        copy_rows(getattr(original, name), guidebook=draft)
    parts = {part.number: part for part in draft.parts.all()}
    for part in original.parts.all():
        copy_part(part, parts[part.number])


def copy_part(part, copy):
    copy_rows(part.planned_director_sessions, part=copy)
    for meeting in part.planned_meetings.all():
        copy_rows(meeting.segments, planned_meeting=copy_row(meeting, part=copy))
