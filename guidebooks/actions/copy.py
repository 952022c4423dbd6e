"""Copying a guidebook version into a draft: everything that belongs to the version, column by column."""

from django.db.models import Max
from django.utils.text import slugify

from lib.cloning import copy_row, copy_rows

from ..models import EvaluationForm, PlannedEvaluation, PlannedMeeting

OF_RECRUITMENT = ["criteria", "application_questions", "letter_templates", "planned_duties"]
OF_MEETINGS = ["proposed_agreements", "planned_budget_lines"]


def copy_whole(original, *, by, **changes):
    draft = copy_guidebook(original, by=by, **changes)
    copy_plan(original, draft)
    copy_forms(original, draft)
    return draft


def copy_guidebook(original, *, by, **changes):
    """A draft that says what the original says, except the changes: network, slug, version, name."""
    draft = copy_row(original, copied_from=original, created_by=by, published_at=None, published_by=None, **changes)
    for name in OF_RECRUITMENT:
        copy_rows(getattr(original, name), guidebook=draft)
    for part in original.parts.all():
        copy_rows(part.commitments, part=copy_row(part, guidebook=draft))
    return draft


def copy_plan(original, draft):
    for name in OF_MEETINGS:
        copy_rows(getattr(original, name), guidebook=draft)
    parts = {part.number: part for part in draft.parts.all()}
    for part in original.parts.all():
        copy_part(part, parts[part.number])


def copy_part(part, copy):
    copy_rows(part.planned_director_sessions, part=copy)
    for meeting in part.planned_meetings.all():
        copy_rows(meeting.segments, planned_meeting=copy_row(meeting, part=copy))


def copy_forms(original, draft):
    meetings = {meeting.position: meeting for meeting in PlannedMeeting.objects.filter(part__guidebook=draft)}
    planned = PlannedEvaluation.objects.filter(planned_meeting__part__guidebook=original)
    for plan in planned.select_related("planned_meeting", "form").order_by("planned_meeting__position"):
        form = new_form(draft, meetings[plan.planned_meeting.position])
        copy_rows(plan.form.placements, form=form)


def new_form(draft, meeting):
    """An empty form, asked at the end of this meeting of a draft."""
    code = form_code(draft.slug, meeting.code)
    newest = EvaluationForm.objects.filter(code=code).aggregate(newest=Max("version"))["newest"] or 0
    form = EvaluationForm.objects.create(code=code, version=newest + 1)
    PlannedEvaluation.objects.create(planned_meeting=meeting, form=form)
    return form


def form_code(slug, code):
    ending = slugify(code)[:20] or "meeting"
    return f"{slug[: 49 - len(ending)]}-{ending}"
