"""The goals of the benchmark, each a ratio or a count, and whether a run met them."""

from dataclasses import dataclass

MAX_QUERIES = {"list": 8, "detail": 8, "results": 6}
MAX_GROWTH, MAX_BYTES_GROWTH = 1.2, 1.1

#: (id, key of the comparison, most times its skeleton, the goal as text).
MOST_TIMES = [
    ("P1", "list", 2.5, "the board at most 2.5 times a bare list of 50"),
    ("P2", "detail", 3.5, "an application at most 3.5 times a bare detail page"),
    (
        "P2",
        "dashboard",
        3.5,
        "the facilitator's first page at most 3.5 times a bare detail page",
    ),
    (
        "P5",
        "results",
        1.5,
        "a region's results at most 1.5 times bare SQL over its raw answers in a bare page",
    ),
    (
        "P5",
        "programme",
        1.3,
        "the state's results at most 1.3 times bare SQL over the cycle's raw answers",
    ),
    ("P5", "programme, long form", 1.3, "the same for the archived cycle with the long form"),
    ("P6", "form", 1.2, "the evaluation form at most 1.2 times as_div"),
    ("P8", "csv", 1.5, "the board's CSV at most 1.5 times a streaming writer"),
]


@dataclass(frozen=True)
class Goal:
    """A goal and its result. words: the goal as text; found: the measured value as text."""

    id: str
    words: str
    is_met: bool
    found: str

    def as_json(self):
        return {"id": self.id, "goal": self.words, "met": self.is_met, "found": self.found}


def check_goals(rows, beside):
    return [*beside_goals(beside), *query_goals(rows), *growth_goals(rows)]


def beside_goals(beside):
    for id, key, most, words in MOST_TIMES:
        yield Goal(id, words, beside[key]["ratio"] <= most, f"{beside[key]['ratio']:g} times")
    share = round(1 / beside["list"]["ratio"], 2)
    yield Goal(
        "P12",
        "the board at least 0.4 of the bare list's requests a second, one process",
        share >= 0.4,
        f"{share:g}",
    )


def query_goals(rows):
    differ = [row["name"] for row in rows if row["queries_small"] != row["queries_large"]]
    words = "queries are the same at both sizes"
    yield goal_of_all("P3", words, differ, everything=f"all {len(rows)} pages")
    for kind, most in MAX_QUERIES.items():
        counts = [row["queries_large"] for row in rows if row["kind"] == kind]
        over = sum(count > most for count in counts)
        found = f"{min(counts)} to {max(counts)}, {over} of {len(counts)} over"
        yield Goal("P3", f"{kind}: at most {most} queries", not over, found)


def growth_goals(rows):
    grown = [row for row in rows if row["kind"] in ("list", "detail")]
    slower = [f"{row['name']} {row['growth']:g}" for row in grown if row["growth"] > MAX_GROWTH]
    heavier = [
        f"{row['name']} {row['kB'] / row['kB_small']:.2f}"
        for row in grown
        if row["kB"] > MAX_BYTES_GROWTH * row["kB_small"]
    ]
    in_time = f"lists and details grow at most {MAX_GROWTH:g} times in time"
    in_bytes = f"and at most {MAX_BYTES_GROWTH:g} times in bytes"
    yield goal_of_all("P4", in_time, slower, everything=f"all {len(grown)}")
    yield goal_of_all("P4", in_bytes, heavier, everything=f"all {len(grown)}")


def goal_of_all(id, words, missed, *, everything):
    """A goal for every row. missed: what is found of those that miss it; everything: what is found
    where none does.
    """
    return Goal(id, words, not missed, ", ".join(missed) or everything)
