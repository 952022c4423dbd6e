"""What stands in place of the form while a cohort takes no applications."""

from cohorts.pages.people_to_call import Contact
from guidebooks.models import Track

MOST_TRACKS = 6


def closed_context(cohort, part):
    """coming: tracks of the cohort's guidebook that keep a list of interest."""
    tracks = Track.objects.of_guidebook(cohort.guidebook).filter(is_open=False)
    return {
        "cohort": cohort,
        "part": part,
        "network": cohort.network,
        "contact": Contact.of(cohort),
        "coming": list(tracks[:MOST_TRACKS]),
    }
