"""Copying a guidebook version, with everything that belongs to it, into a new draft."""

from django.db.models import Max
from django.utils.text import slugify

from lib.cloning import copy_row, copy_rows

from ..models import EvaluationForm, PlannedEvaluation, PlannedMeeting

#: Relations of a guidebook whose rows are copied as they are.
RECRUITMENT_RELATIONS = [
    "criteria",
    "application_questions",
    "letter_templates",
    "planned_duties",
    "profile_questions",
]
MEETING_RELATIONS = ["proposed_agreements", "planned_budget_lines"]
#: Columns of a draft.
UNPUBLISHED = {"published_at": None, "published_by": None}


def copy_guidebook(original, *, by, **changes):
    """Create a draft with the content of `original`; call it inside a transaction.

    Returns the draft.

    by: the person recorded as its creator. changes: columns that differ (network, slug, version,
    name). Activities and questions are shared and not copied; evaluation forms are copied.
    """
    draft = copy_row(original, copied_from=original, created_by=by, **UNPUBLISHED, **changes)
    copy_recruitment(original, draft)
    copy_meetings(original, draft)
    copy_evaluation_forms(original, draft)
    return draft


def copy_recruitment(original, draft):
    """Copy the parts with their commitments, criteria, application questions,
    letters, duties and profile questions.
    """
    for name in RECRUITMENT_RELATIONS:
        copy_rows(getattr(original, name), guidebook=draft)
    for part in original.parts.all():
        copy_rows(part.commitments, part=copy_row(part, guidebook=draft))


def copy_meetings(original, draft):
    """Copy meetings with their blocks, director sessions, agreements and budget;
    the draft has its parts already.
    """
    for name in MEETING_RELATIONS:
        copy_rows(getattr(original, name), guidebook=draft)
    parts = {part.number: part for part in draft.parts.all()}
    for part in original.parts.all():
        new_part = parts[part.number]
        copy_rows(part.planned_director_sessions, part=new_part)
        for meeting in part.planned_meetings.all():
            copy_rows(meeting.segments, planned_meeting=copy_row(meeting, part=new_part))


def copy_evaluation_forms(original, draft):
    """Give each meeting of the draft a form of its own that asks what the original's
    meeting asks.
    """
    meetings = {meeting.position: meeting for meeting in PlannedMeeting.objects.in_guidebook(draft)}
    planned = PlannedEvaluation.objects.filter(planned_meeting__part__guidebook=original)
    for plan in planned.select_related("planned_meeting", "form").order_by(
        "planned_meeting__position"
    ):
        form = create_form(draft, meetings[plan.planned_meeting.position])
        copy_rows(plan.form.placements, form=form)


def create_form(draft, meeting):
    """Create an evaluation form without questions for this planned meeting of a draft."""
    code = form_code(draft.slug, meeting.code)
    newest = (
        EvaluationForm.objects.filter(code=code).aggregate(newest=Max("version"))["newest"] or 0
    )
    form = EvaluationForm.objects.create(code=code, version=newest + 1)
    PlannedEvaluation.objects.create(planned_meeting=meeting, form=form)
    return form


def form_code(slug, meeting_code):
    """<guidebook slug>-<meeting code>, at most 50 characters: the slug is shortened first."""
    suffix = slugify(meeting_code)[:20] or "meeting"
    return f"{slug[: 49 - len(suffix)]}-{suffix}"
