"""Plans of invented cohorts of a region."""

from datetime import time, timedelta

from lifecycle.actions.open_cohort import CohortPlan

from . import cohort_names
from .publishing import contact_of
from .seasons import meeting_dates, weeks_of


def plan_in_region(pool, region, *, contact, apply_by, venue=1, **columns):
    """A CohortPlan. venue: which place of the region; columns: those that are given as they are."""
    place, address = pool.venue(region.number, venue)
    return CohortPlan(
        region=region,
        starts=time(9),
        capacity=30,
        apply_by=apply_by,
        notice_on=apply_by + timedelta(days=7),
        place_name=place,
        place_address=address,
        **contact_of(contact),
        **columns,
    )


def two_years(guidebook, region, *, first):
    """The columns of a CohortPlan that follow from the date of the first meeting, for a cycle that
    ends two years later.
    """
    years = f"{first.year}-{(first.year + 2) % 100:02}"
    return {
        "guidebook": guidebook,
        "name": cohort_names.of_region(region.number, years),
        "cycle": years,
        "first_meeting_on": first,
        "meeting_dates": meeting_dates(first, weeks_of(guidebook)),
    }
