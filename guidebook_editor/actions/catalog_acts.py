"""Withdrawing a published guidebook from the catalog, and putting it back: what follows, and
doing it.
"""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Cohort
from guidebooks.actions.catalog import put_back_guidebook, withdraw_guidebook
from guidebooks.models import Guidebook, Track

PAGES_GO = "Its pages and papers and its lists of interest are missing for visitors."
PAGES_STAY = (
    "Whoever has the address still reads its pages and papers, as long as these take applications: "
    "their applicants are led there. After that they are missing. Lists of interest go at once."
)


def withdraw(guidebook, *, by):
    running = running_cohorts(guidebook)
    if not withdraw_guidebook(guidebook, by=by):
        raise ActRefused("Somebody withdrew this guidebook meanwhile.")
    return Outcome(
        button="Withdraw it from the catalog",
        done=f"{guidebook.name} is withdrawn. It can be put back at any time.",
        consequences=consequences_of_withdrawal(guidebook, running),
        ends=True,
        stays="Nothing is deleted, and nobody is written to. You can put it back.",
    )


def consequences_of_withdrawal(guidebook, running):
    """running: of `running_cohorts`."""
    versions = Guidebook.objects.published().filter(slug=guidebook.slug).count()
    recruiting = recruiting_cohorts(guidebook)
    coming = Track.objects.of_guidebook(guidebook).filter(is_open=False).count()
    leaves = "version leaves the catalog" if versions == 1 else "versions leave the catalog"
    keeps = "cohort keeps it" if len(running) == 1 else "cohorts keep it"
    return [
        Consequence(versions, leaves, recruiting, PAGES_STAY if recruiting else PAGES_GO),
        Consequence(None, "No new cohort opens from it"),
        Consequence(len(running), keeps, running, "Nothing changes for its meetings and members."),
        Consequence(coming, "coming tracks take no names meanwhile"),
    ]


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


def recruiting_cohorts(guidebook):
    """Names of the public cohorts that take applications: while there is one, its applicants read
    the pages of the guidebook (see cop_site.permissions.guidebook_page).
    """
    recruiting = Cohort.objects.filter(
        guidebook__slug=guidebook.slug,
        published_at__isnull=False,
        status=Cohort.Status.RECRUITING,
    )
    return [str(cohort) for cohort in recruiting[:50]]


def running_cohorts(guidebook):
    """Names of the cohorts of any version that are not completed."""
    cohorts = Cohort.objects.filter(guidebook__slug=guidebook.slug)
    return [str(cohort) for cohort in cohorts.exclude(status=Cohort.Status.COMPLETED)[:50]]
