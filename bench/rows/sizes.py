"""The sizes of benchmark databases."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of rows.

    long_items: ratings in the form of the archived cycle, which gives most of the answers.
    """

    name: str
    people: int
    cohorts: int
    applications: int
    members: int = 35
    long_items: int = 73
    applicants_a_director: int = 8

    def kinds(self):
        """The kind of each cohort.

        Of those that are completed, five in nine belong to the cycle shown in results.
        """
        some = max(1, self.cohorts // 20)
        rest = max(self.cohorts - 2 * some, 2)
        shown = -(-rest * 5 // 9)
        return (
            ["recruiting"] * some
            + ["running"] * some
            + ["shown"] * shown
            + ["archived"] * (rest - shown)
        )


SMALL = Size("small", people=200, cohorts=5, applications=200, applicants_a_director=4)
MIDDLE = Size("large", people=1_600, cohorts=40, applications=1_000)
LARGE = Size("large", people=8_000, cohorts=200, applications=5_000)
