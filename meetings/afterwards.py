"""What follows a meeting is known by apps above this one, which nothing here may import.

They register two functions when they start (AppConfig.ready): what to say about a meeting after its
day, and what a member has still to do.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sequel:
    """One sentence about a meeting that was held, where it leads, and how far it has come."""

    words: str
    href: str = ""
    act: str = ""
    is_settled: bool = False


@dataclass(frozen=True)
class Action:
    """Something a member can do next: the act, why and by when, and where."""

    act: str
    words: str
    href: str


_tellers, _askers = [], []


def tells_what_followed(function):
    """Register `function(meeting, standing) -> Sequel or None`."""
    _tellers.append(function)
    return function


def asks_of_members(function):
    """Register `function(membership, meeting) -> Action or None` for the latest meeting that has begun."""
    _askers.append(function)
    return function


def what_followed(meeting, standing):
    return next(filter(None, (tell(meeting, standing) for tell in _tellers)), None)


def asked_of(membership, meeting):
    return list(filter(None, (ask(membership, meeting) for ask in _askers)))
