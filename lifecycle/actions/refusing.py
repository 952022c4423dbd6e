"""Refusals of verbs of other packages, as those of an act."""

from contextlib import contextmanager

from cohorts.actions.staff_acts import ActRefused


@contextmanager
def refusing(error):
    """What the block refuses by raising this error is refused as ActRefused, in its words."""
    try:
        yield
    except error as refusal:
        raise ActRefused(str(refusal)) from refusal
