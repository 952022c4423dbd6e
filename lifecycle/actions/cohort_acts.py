"""Completing a cohort: what follows, and doing it."""

from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import Consequence, Outcome, count_of
from cohorts.models import Cohort

from .graduation import complete_cohort, graduation_candidates
from .refusing import refusing

#: What "1 of at least 2" is, so that nobody takes it for what a member promised.
RULE = (
    "The rule is at least so many of the required meetings, in each part by itself; what they "
    "promised to come to does not count. They keep their record, and do not graduate."
)


def complete(cohort):
    """Let members graduate and complete the cohort. Raises ActRefused."""
    cohort = Cohort.objects.get(pk=cohort.pk)
    candidates = graduation_candidates(cohort)
    number = sum(row.graduates for row in candidates)
    with refusing(ValueError):
        complete_cohort(cohort)
    return Outcome(
        button=f"Complete it, and let {number} graduate",
        done=f"{cohort} is completed. {count_of(number, 'member', 'members')} graduated.",
        consequences=consequences_of_completion(candidates),
        ends=True,
        stays="Nobody is written to. Results stay where they are.",
    )


def consequences_of_completion(candidates):
    graduates = [row.membership.person.name for row in candidates if row.graduates]
    others = [str(row) for row in candidates if not row.graduates]
    return [
        consequence_for(graduates, "member graduates", "members graduate"),
        consequence_for(others, "member came too rarely", "members came too rarely", RULE),
        Consequence(None, "No role is given here any more, and nobody joins"),
    ]
