"""What a cohort asks after the part that somebody applies or signs for."""


def later_parts(cohort_part):
    """[(guidebook part, number of its meetings in this cohort)] after this one."""
    cohort, number = cohort_part.cohort, cohort_part.part.number
    later = cohort.cohort_parts.filter(part__number__gt=number).select_related("part")
    return [(row.part, cohort.meetings.filter(part=row.part).count()) for row in later]
