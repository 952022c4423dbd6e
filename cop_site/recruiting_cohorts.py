"""The cohorts that take applications, for somebody who is signed in."""

from dataclasses import dataclass

from cohorts.models import Cohort
from meetings.models import Meeting
from recruitment.models import Application

from .public_home import (
    MOST_COHORTS,
    coming_tracks,
    parts_sentences,
    some_guidebooks,
    times_sentence,
    who_may_apply,
)


@dataclass(frozen=True)
class RecruitingCohort:
    """A cohort that takes applications, with its `apply_by`. state: of the reader: "applied",
    "begun" or "".
    """

    cohort: Cohort
    meetings: list
    state: str

    @property
    def who(self):
        return who_may_apply(self.cohort)

    @property
    def time(self):
        return " ".join([*parts_sentences(self.meetings), *times_sentence(self.meetings)])


def recruiting_cohorts(person, *, begun):
    """The context of the page. begun: the cohort that an application was begun for, or None.

    The same number of queries for one cohort and for twelve.
    """
    cohorts = Cohort.objects.open_for_applications().select_related("region", "guidebook")
    recruiting = list(cohorts.prefetch_related("region__counties")[:MOST_COHORTS])
    meetings = meetings_by_cohort(recruiting)
    applied = cohorts_applied_to(person, recruiting)
    entries = [
        RecruitingCohort(
            cohort, meetings[cohort.pk], state_of(cohort, applied=applied, begun=begun)
        )
        for cohort in recruiting
    ]
    shared = {"groups": entries, "guidebooks": some_guidebooks()}
    return shared if entries else shared | {"coming": coming_tracks()}


def meetings_by_cohort(cohorts):
    found = {cohort.pk: [] for cohort in cohorts}
    for meeting in Meeting.objects.filter(cohort__in=cohorts).in_order().select_related("part"):
        meeting.cohort = next(cohort for cohort in cohorts if cohort.pk == meeting.cohort_id)
        found[meeting.cohort_id].append(meeting)
    return found


def cohorts_applied_to(person, cohorts):
    """The keys of those of the cohorts to which this person has an application."""
    own = Application.objects.active().filter(person=person, cohort_part__cohort__in=cohorts)
    return set(own.values_list("cohort_part__cohort", flat=True))


def state_of(cohort, *, applied, begun):
    if cohort.pk in applied:
        return "applied"
    return "begun" if begun == cohort else ""
