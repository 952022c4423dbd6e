"""Evaluations that are open, and results released of late, in the cohorts somebody oversees."""

from datetime import timedelta

from django.utils import timezone

from evaluations.models import Evaluation, Release

#: Results are new for so many days.
DAYS_NEW = 31
MOST = 8


def open_evaluations(cohorts):
    """Open evaluations whose meeting has been held, the oldest first."""
    rows = Evaluation.objects.filter(
        meeting__cohort__in=cohorts, closed_at=None, meeting__attendance_closed_at__isnull=False
    )
    found = rows.select_related("meeting__cohort").order_by("meeting__on", "pk")[:MOST]
    return [evaluation for evaluation in found if evaluation.is_open]


def new_releases(cohorts):
    """Results released within DAYS_NEW days, the newest first."""
    since = timezone.now() - timedelta(days=DAYS_NEW)
    rows = Release.objects.filter(evaluation__meeting__cohort__in=cohorts, released_at__gte=since)
    related = rows.select_related("evaluation__meeting__cohort")
    return list(related.order_by("-released_at", "-pk")[:MOST])
