"""What anybody may know of the part of a cohort that people apply for."""

from cohorts.pages.people_to_call import Contact
from meetings.time_commitment import time_commitment


def public_part_context(part):
    """What anybody may know of a cohort's part:
    dates, places, hours and the participants' commitments.
    """
    meetings = list(part.cohort.meetings.taking_place().filter(part=part.part).in_order())
    return {
        "part": part,
        "cohort": part.cohort,
        "network": part.cohort.network,
        "contact": Contact.of(part.cohort),
        "meetings": meetings,
        "time": time_commitment(meetings),
        "later_parts": later_parts(part),
        "commitments": part.part.commitments.filter(audience="participant"),
    }


def later_parts(cohort_part):
    """[(guidebook part, number of its meetings in this cohort)] after this one."""
    cohort, number = cohort_part.cohort, cohort_part.part.number
    later = cohort.cohort_parts.filter(part__number__gt=number).select_related("part")
    return [
        (row.part, cohort.meetings.taking_place().filter(part=row.part).count()) for row in later
    ]
