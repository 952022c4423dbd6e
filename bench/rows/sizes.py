"""How many of everything a benchmark database holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`long_items`: how many ratings the archived cycle's form asked; that is where a million answers come from."""

    name: str
    people: int
    cohorts: int
    applications: int
    members: int = 35
    long_items: int = 73
    applicants_a_director: int = 8

    def kinds(self):
        """What each cohort is. Of those that are through, five in nine are of the cycle whose results are shown."""
        some = max(1, self.cohorts // 20)
        rest = max(self.cohorts - 2 * some, 2)
        shown = -(-rest * 5 // 9)
        return ["recruiting"] * some + ["running"] * some + ["shown"] * shown + ["archived"] * (rest - shown)


SMALL = Size("small", people=200, cohorts=5, applications=200, applicants_a_director=4)
MIDDLE = Size("large", people=1_600, cohorts=40, applications=1_000)
LARGE = Size("large", people=8_000, cohorts=200, applications=5_000)
