"""Opening a cohort points each meeting at the form version its guidebook asks."""

from evaluations.models import Evaluation
from guidebooks.models import PlannedEvaluation


def plan_evaluations(cohort):
    forms = dict(PlannedEvaluation.objects.filter(planned_meeting__part__guidebook=cohort.guidebook).values_list("planned_meeting", "form"))
    Evaluation.objects.bulk_create(
        Evaluation(meeting=meeting, form_id=forms[meeting.planned_id])
        for meeting in cohort.meetings.all()
        if meeting.planned_id in forms
    )
