from evaluations.models import Evaluation
from guidebooks.models import PlannedEvaluation


def copy_evaluations(cohort):
    """Create the evaluations of a new cohort, each with the form version that its guidebook
    names for the meeting.
    """
    planned = PlannedEvaluation.objects.filter(planned_meeting__part__guidebook=cohort.guidebook)
    forms = dict(planned.values_list("planned_meeting", "form"))
    Evaluation.objects.bulk_create(
        Evaluation(meeting=meeting, form_id=forms[meeting.planned_id])
        for meeting in cohort.meetings.all()
        if meeting.planned_id in forms
    )
