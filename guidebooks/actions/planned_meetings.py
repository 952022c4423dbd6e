"""The meetings of a draft: numbering them anew with the rows that name one by its position, copying
one, and what hangs on those that are removed.
"""

from dataclasses import dataclass

from django.db import transaction

from lib.bilingual import localized_texts
from lib.cloning import copy_row, copy_rows
from lib.ordering import renumber
from lib.slugs import unique_slug

from ..models import (
    PlannedBudgetLine,
    PlannedDirectorSession,
    PlannedEvaluation,
    PlannedMeeting,
    Question,
)
from .copy_guidebook import create_form
from .questions import add_question, get_or_create_form


@transaction.atomic(savepoint=False)
def renumber_meetings(meetings):
    """Number these meetings, all of one draft, in the order of the list.

    Director sessions and budget lines that name a meeting by its position keep naming the same
    meeting. Where it was removed, a session follows the meeting before, and a budget line is for
    the whole cycle.
    """
    if not meetings:
        return
    meeting_at = {meeting.position: meeting for meeting in meetings}
    guidebook = meetings[0].part.guidebook
    renumber(meetings)
    keep_sessions_in_place(guidebook, meeting_at)
    keep_budget_lines_in_place(guidebook, meeting_at)


def keep_sessions_in_place(guidebook, meeting_at):
    """meeting_at: {position before: PlannedMeeting} of the meetings that stay."""
    sessions = PlannedDirectorSession.objects.filter(part__guidebook=guidebook)
    for session in sessions.exclude(after_meeting=None):
        before = [number for number in meeting_at if number <= session.after_meeting]
        session.after_meeting = meeting_at[max(before)].position if before else None
        session.save(update_fields=["after_meeting"])


def keep_budget_lines_in_place(guidebook, meeting_at):
    """meeting_at: {position before: PlannedMeeting} of the meetings that stay."""
    lines = PlannedBudgetLine.objects.filter(guidebook=guidebook)
    for line in lines.exclude(meeting_position=None):
        meeting = meeting_at.get(line.meeting_position)
        line.meeting_position = meeting.position if meeting else None
        line.save(update_fields=["meeting_position"])


@transaction.atomic(savepoint=False)
def copy_meeting(draft, meeting):
    """Add a meeting with the same blocks and evaluation questions after this one. Returns it."""
    meetings = list(PlannedMeeting.objects.in_guidebook(draft))
    place = [each.pk for each in meetings].index(meeting.pk)
    before, after = meetings[: place + 1], meetings[place + 1 :]
    copy = copy_row(
        meeting,
        position=meetings[-1].position + 1,
        code=unique_slug(f"M{len(meetings) + 1}", {each.code for each in meetings}),
        weeks_after_first=weeks_between(meeting, after[0] if after else None),
    )
    copy_content(draft, meeting, copy)
    renumber_meetings([*before, copy, *after])
    return copy


def weeks_between(meeting, following):
    """Half way to the meeting that follows, and never the week of this one."""
    weeks = meeting.weeks_after_first
    if following is None:
        return weeks + 1
    return max((weeks + following.weeks_after_first) // 2, weeks + 1)


def copy_content(draft, meeting, copy):
    """Give the copy of a meeting the same blocks, and a form that asks the same questions."""
    copy_rows(meeting.segments, planned_meeting=copy)
    plan = PlannedEvaluation.objects.filter(planned_meeting=meeting).select_related("form").first()
    if plan:
        copy_rows(plan.form.placements, form=create_form(draft, copy))


def copy_block(block, meeting):
    """Add the same block at the end of this planned meeting. Returns it."""
    last = meeting.segments.order_by("position").last()
    return copy_row(block, planned_meeting=meeting, position=last.position + 1 if last else 1)


@dataclass(frozen=True)
class HangingRows:
    """What hangs on meetings that are to be removed. tasks: texts, which go with their meetings."""

    budget: list
    sessions: list
    questions: list
    tasks: list

    @property
    def needs_an_answer(self):
        return bool(self.budget or self.sessions or self.questions)


def rows_hanging_on(draft, meetings, *, part=None):
    """The HangingRows of these meetings: questions are those that no other meeting asks.

    part: the Part that is removed with them; its sessions go with it.
    """
    positions = [meeting.position for meeting in meetings]
    sessions = PlannedDirectorSession.objects.filter(part__guidebook=draft).exclude(part=part)
    return HangingRows(
        list(draft.planned_budget_lines.filter(meeting_position__in=positions)),
        list(sessions.filter(after_meeting__in=positions)),
        list(questions_asked_only_at(meetings, draft)),
        [text for meeting in meetings for text in task_texts(meeting)],
    )


def questions_asked_only_at(meetings, draft):
    """The questions of these meetings that no other meeting of the draft asks."""
    own = Question.objects.filter(forms__planned__planned_meeting__in=meetings)
    others = PlannedMeeting.objects.in_guidebook(draft).exclude(pk__in=[m.pk for m in meetings])
    elsewhere = Question.objects.filter(forms__planned__planned_meeting__in=others)
    return own.exclude(pk__in=elsewhere.values("pk")).distinct()


def task_texts(meeting):
    return [str(text) for text in localized_texts(task["text"] for task in meeting.logistics)]


@transaction.atomic(savepoint=False)
def settle_hanging_rows(draft, hanging, *, budget_goes, sessions_go, questions_to):
    """Do with the HangingRows of meetings what was answered, before the meetings are removed.

    questions_to: the PlannedMeeting that asks the questions instead; None where they go.
    """
    for goes, rows in [(budget_goes, hanging.budget), (sessions_go, hanging.sessions)]:
        for row in rows if goes else []:
            row.delete()
    for line in [] if budget_goes else hanging.budget:
        line.meeting_position = None
        line.save(update_fields=["meeting_position"])
    close_gaps(draft)
    if questions_to:
        add_questions(draft, questions_to, hanging.questions)


def close_gaps(draft):
    """Number the budget lines and the sessions of each part anew."""
    renumber(list(draft.planned_budget_lines.order_by("position")))
    for part in draft.parts.all():
        renumber(list(part.planned_director_sessions.order_by("position")))


def add_questions(draft, meeting, questions):
    form = get_or_create_form(draft, meeting)
    for question in questions:
        add_question(form, question)
