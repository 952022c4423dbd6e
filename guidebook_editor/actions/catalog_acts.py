"""Withdrawing a published guidebook from the catalog, and putting it back: what follows, and
doing it.
"""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Cohort
from guidebooks.actions.catalog import put_back_guidebook, withdraw_guidebook
from guidebooks.models import Guidebook, Track


def withdraw(guidebook, *, by):
    running = running_cohorts(guidebook)
    if not withdraw_guidebook(guidebook, by=by):
        raise ActRefused("Somebody withdrew this guidebook meanwhile.")
    versions = Guidebook.objects.published().filter(slug=guidebook.slug).count()
    return Outcome(
        button="Withdraw it from the catalog",
        done=f"{guidebook.name} is withdrawn. It can be put back at any time.",
        consequences=[
            Consequence(
                versions,
                "version is no longer public" if versions == 1 else "versions are no longer public",
                [],
                "Its pages and papers and its lists of interest are missing for visitors.",
            ),
            Consequence(None, "No new cohort opens from it"),
            Consequence(
                len(running),
                "cohort keeps it" if len(running) == 1 else "cohorts keep it",
                running,
                "Nothing changes for its meetings and members.",
            ),
            Consequence(
                Track.objects.of_guidebook(guidebook).filter(is_open=False).count(),
                "coming tracks take no names meanwhile",
            ),
        ],
        ends=True,
        stays="Nothing is deleted, and nobody is written to. You can put it back.",
    )


def put_back(guidebook, *, by):
    newest = Guidebook.objects.published().newest_versions().get(slug=guidebook.slug)
    if not put_back_guidebook(guidebook, by=by):
        raise ActRefused("This guidebook is in the catalog.")
    return Outcome(
        button="Put it back",
        done=f"{guidebook.name} is in the catalog again.",
        consequences=[
            Consequence(None, f"Anybody reads {newest} again"),
            Consequence(None, "Cohorts can open from it"),
        ],
        stays="Nobody is written to.",
    )


def running_cohorts(guidebook):
    """Names of the cohorts of any version that are not completed."""
    cohorts = Cohort.objects.filter(guidebook__slug=guidebook.slug)
    return [str(cohort) for cohort in cohorts.exclude(status=Cohort.Status.COMPLETED)[:50]]
