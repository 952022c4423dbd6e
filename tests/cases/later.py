"""Marks of cases whose right outcome a later issue builds: they fail until then, and must."""

import pytest


def of(issue):
    """The mark of a case that waits for the issue of this title.

    Only a wrong outcome is expected; an error in the test itself still fails.
    """
    return pytest.mark.xfail(reason=f"comes with “{issue}”", strict=True, raises=AssertionError)


LETTERS = of("Letters and calendars that can be trusted")
FIGURES = of("Figures that a state can sign")
DOORS = of("Doors open: who was here, for how long, and what they say about it")
