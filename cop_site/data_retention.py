"""Retention periods of what is stored about people; cop_site.privacy names one for each model."""

from enum import Enum


class RetentionPeriod(Enum):
    """How long rows are kept, as a sentence."""

    REFERENCE = "As long as the network runs: nothing about a person."
    SIGN_IN = "Until the person signs out, at most 90 days."
    ACCOUNT = "Two years after somebody's last role, place or application ends."
    APPLICATION = (
        "One year after the notice date for those without a seat; "
        "with the record of the place for the others."
    )
    DRAFT = (
        "30 days after it was last saved, 14 days after applications close, "
        "or until it is sent or its owner deletes it."
    )
    RECORD = "Seven years after the cohort ends: dates, hours and certificate, no words."
    ROOM = "Two years after the cohort ends: what was written for and in the meetings."
    NEEDS = "Until 30 days after the meeting: what the room has to provide for somebody."
    ANSWERS = (
        "The salt of the cohort is deleted one year after its last meeting; "
        "from then on nobody can tell whose answers they were."
    )
    FIGURES = "For good: counts of groups, never a row of answers."
    MAIL = "One year after it was sent."
    LINK = "90 days after it ends."
    WORK = "30 days after it is done."
    OUTPUT = "14 days after it was made, or until the same is made anew."
    ROSTER = (
        "What a file says: until it is read in, at most one day. What it made and what stood there "
        "before: 30 days, while it can be undone. That it was read in: with the record."
    )
    INPUT = "Until the work is done, at most one day."
