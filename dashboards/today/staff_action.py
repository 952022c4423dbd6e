"""The one thing that staff do next, as Today shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StaffAction:
    title: str
    words: str
    act: str
    href: str
    #: It is happening now.
    now: bool = False
    #: The key of the cohort whose recruitment it tells of.
    cohort: int | None = None

    def is_of(self, task):
        """Whether it says to do this DueTask."""
        return (self.title, self.href) == (task.what, task.href)
