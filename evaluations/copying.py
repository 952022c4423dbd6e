"""Copying a guidebook version: a draft has forms of its own that point at the same questions (see evaluations.loading)."""

from django.db.models import Max
from django.utils.text import slugify

from cop_site.lib.copying import copy_rows
from meetings.models import PlannedMeeting

from .models import EvaluationForm, PlannedEvaluation


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
