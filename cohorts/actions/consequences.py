"""Consequences whose sentence hangs on their number, such as "person gets a seat"; for texts of one
language.
"""

from .staff_acts import Consequence


def counted(number, one, many, detail=""):
    """one, many: the sentence about 1, and about any other number."""
    return Consequence(number, one if number == 1 else many, [], detail)


def consequence_for(names, one, many, detail=""):
    """What follows for each of these names. one, many: as in `counted`."""
    return Consequence(len(names), one if len(names) == 1 else many, list(names), detail)
