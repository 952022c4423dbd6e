"""Completing a cohort: what follows, and doing it."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, count_of
from cohorts.models import Cohort

from .graduation import complete_cohort, graduation_candidates

#: What "1 of at least 2" is, so that nobody takes it for what a member promised.
RULE = (
    "The rule is at least so many of the required meetings, in each part by itself; what they "
    "promised to come to does not count. They keep their record, and do not graduate."
)


def complete(cohort):
    """Let members graduate and complete the cohort. Raises ActRefused."""
    cohort = Cohort.objects.get(pk=cohort.pk)
    candidates = graduation_candidates(cohort)
    graduates = [row.membership.person.name for row in candidates if row.graduates]
    others = [str(row) for row in candidates if not row.graduates]
    try:
        complete_cohort(cohort)
    except ValueError as refusal:
        raise ActRefused(str(refusal)) from refusal
    number = len(graduates)
    return Outcome(
        button=f"Complete it, and let {number} graduate",
        done=f"{cohort} is completed. {count_of(number, 'member', 'members')} graduated.",
        consequences=[
            Consequence(
                number, "member graduates" if number == 1 else "members graduate", graduates
            ),
            Consequence(
                len(others),
                "member came too rarely" if len(others) == 1 else "members came too rarely",
                others,
                RULE,
            ),
            Consequence(None, "No role is given here any more, and nobody joins"),
        ],
        ends=True,
        stays="Nobody is written to. Results stay where they are.",
    )
