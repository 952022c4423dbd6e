"""Beginning and completing a cohort: what follows, and doing it."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, count_of
from cohorts.models import Cohort
from recruitment.models import Application

from .begin import begin_meetings
from .graduation import complete_cohort, graduation_candidates


def begin(cohort):
    """End recruiting. Raises ActRefused."""
    cohort = Cohort.objects.get(pk=cohort.pk)  # the caller's stays as it was before the act
    undecided = Application.objects.of_cohort(cohort).undecided()
    names = list(undecided.order_by("sort_name", "pk").values_list("name", flat=True))
    members, free = cohort.memberships.current().count(), cohort.seats.free().count()
    try:
        begin_meetings(cohort)
    except ValueError as refusal:
        raise ActRefused(str(refusal)) from refusal
    return Outcome(
        button=f"End recruiting, and begin with {count_of(members, 'member', 'members')}",
        done=f"{cohort} is meeting now.",
        consequences=[
            Consequence(members, "member meets" if members == 1 else "members meet"),
            Consequence(
                free,
                "seat stays empty" if free == 1 else "seats stay empty",
                [],
                "They can fill later.",
            ),
            Consequence(
                len(names),
                "application has no answer" if len(names) == 1 else "applications have no answer",
                names,
                "They can still be answered.",
            ),
        ],
        ends=True,
        stays="Nobody is written to.",
    )


def complete(cohort):
    """Let members graduate and complete the cohort. Raises ActRefused."""
    cohort = Cohort.objects.get(pk=cohort.pk)
    candidates = graduation_candidates(cohort)
    graduates = [row.membership.person.name for row in candidates if row.graduates]
    others = [row.membership.person.name for row in candidates if not row.graduates]
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
                "They keep their record, and do not graduate.",
            ),
            Consequence(None, "No role is given here any more, and nobody joins"),
        ],
        ends=True,
        stays="Nobody is written to. Results stay where they are.",
    )
