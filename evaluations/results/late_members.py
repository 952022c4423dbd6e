"""How many of those that figures are about joined a group that was closed already."""

from cohorts.models import CohortMembership


def late_members(results):
    return CohortMembership.objects.late().filter(cohort__in=list(results.counts.cohorts)).count()
