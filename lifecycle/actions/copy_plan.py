"""Copies the plan of a guidebook into a new cohort, so that editing a meeting never changes
the guidebook.
"""

from datetime import timedelta

from guidebooks.models import PlannedMeeting, PlannedSegment, Setting
from lib.cloning import values_of
from meetings.models import (
    AgendaSegment,
    BudgetLine,
    CommunityAgreement,
    DirectorSession,
    LogisticsItem,
    Meeting,
)


def planned_dates(guidebook, first_on):
    """{position: date} of each meeting, as the guidebook spaces them after the first one."""
    planned = PlannedMeeting.objects.in_guidebook(guidebook)
    return {
        meeting.position: first_on + timedelta(weeks=meeting.weeks_after_first)
        for meeting in planned
    }


def copy_plan(cohort, *, dates, starts):
    """Copy meetings with agendas and logistics, agreements, budget and director sessions
    into a cohort.

    dates: {position: date} of all meetings. starts: local time at which they start.
    """
    planned = (
        PlannedMeeting.objects.in_guidebook(cohort.guidebook)
        .select_related("part__guidebook")
        .prefetch_related("segments")
    )
    for plan in planned:
        copy_meeting(cohort, plan, on=dates[plan.position], starts=starts)
    copy_agreements(cohort)
    copy_budget(cohort)
    copy_director_sessions(cohort)


def copy_meeting(cohort, plan, *, on, starts):
    meeting = Meeting.objects.create(
        cohort=cohort,
        part=plan.part,
        planned=plan,
        on=on,
        starts=starts,
        minutes=plan.planned_minutes,
        place_name="" if plan.setting == Setting.VIRTUAL else cohort.place_name,
        place_address="" if plan.setting == Setting.VIRTUAL else cohort.place_address,
        **values_of(plan, PlannedMeeting.COPIED_FIELDS),
    )
    AgendaSegment.objects.bulk_create(
        AgendaSegment(meeting=meeting, **values_of(block, PlannedSegment.COPIED_FIELDS))
        for block in plan.segments.all()
    )
    LogisticsItem.objects.bulk_create(
        LogisticsItem(
            meeting=meeting,
            text=item["text"]["en"][:300],
            due_on=on - timedelta(days=item["days_before"]),
            event=item.get("event", ""),
            in_room=item.get("room", False),
        )
        for item in plan.logistics
    )
    return meeting


def copy_agreements(cohort):
    CommunityAgreement.objects.bulk_create(
        CommunityAgreement(
            cohort=cohort, code=a.code, position=a.position, title=a.title, text=a.text
        )
        for a in cohort.guidebook.proposed_agreements.order_by("position")
    )


def copy_budget(cohort):
    """Budget lines in the first language of the network; facilitators change them from now on."""
    meetings = dict(cohort.meetings.values_list("position", "pk"))
    language = (cohort.network.languages or ["en"])[0]
    BudgetLine.objects.bulk_create(
        BudgetLine(
            cohort=cohort,
            meeting_id=meetings.get(line.meeting_position),
            what=line.what.localize(language)[:200],
            purpose=line.purpose,
            source=line.source,
            fund=line.fund.localize(language)[:200],
            planned=line.amount,
        )
        for line in cohort.guidebook.planned_budget_lines.order_by("position")
    )


def copy_director_sessions(cohort):
    """Director sessions, numbered across parts; see session_day for their dates."""
    meetings = {meeting.position: meeting for meeting in cohort.meetings.all()}
    number = 0
    for part in cohort.guidebook.parts.order_by("number"):
        first_on = min(m.on for m in meetings.values() if m.part_id == part.pk)
        for plan in part.planned_director_sessions.order_by("position"):
            number += 1
            after = meetings.get(plan.after_meeting)
            DirectorSession.objects.create(
                cohort=cohort,
                part=part,
                position=number,
                kind=plan.kind,
                title=plan.title,
                minutes=plan.minutes,
                after_meeting=after,
                on=session_day(after, first_on),
            )


def session_day(after, first_on):
    """Ten days after the meeting it follows, else 14 days before the first meeting of its part."""
    return after.on + timedelta(days=10) if after else first_on - timedelta(days=14)
