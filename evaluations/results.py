"""Results of a cohort, a region or a network, built once for page, JSON, CSV and report, so that all show the same cells.

What is protected is None here and stays None everywhere; an empty meeting and a hidden one look alike.
"""

from dataclasses import dataclass, field

from .arithmetic import Agreement, BeforeAfter, agreement, before_after, complete, percent
from .models import Question
from .tallies import Spot, Tally

NOBODY = {"agreed": None, "n": None, "percent": None}
NO_LEVELS = {"low": None, "medium": None, "high": None}
NO_PAIRS = {
    "n_pairs": None,
    **{key: NO_LEVELS for key in ["before", "after", "percent_before", "percent_after"]},
    **{key: None for key in ["moved_up", "same", "moved_down"]},
}


@dataclass
class Shown:
    """One question with its figure, or with None where the figure is protected."""

    question: Question
    figure: Agreement | BeforeAfter | None

    @property
    def code(self):
        return self.question.code


@dataclass
class MeetingResult:
    """One meeting as this reader sees it. `tally` is None when nothing of it is shown."""

    spot: Spot
    tally: Tally | None
    sentences: list[Shown] = field(default_factory=list)
    pairs: list[Shown] = field(default_factory=list)

    @property
    def is_shown(self):
        return self.tally is not None

    @property
    def response_rate(self):
        """Answers of those who came, or None where more answered than the roll call knows."""
        if not self.is_shown or self.tally.responses > self.tally.attended:
            return None
        return percent(self.tally.responses, self.tally.attended)

    def as_json(self):
        return {
            "part": self.spot.part,
            "meeting": self.spot.meeting,
            "attended": self.tally.attended if self.is_shown else None,
            "responses": self.tally.responses if self.is_shown else None,
            "agreement": {row.code: row.figure.as_json() if row.figure else NOBODY for row in self.sentences},
            "before_after": {row.code: row.figure.as_json() if row.figure else NO_PAIRS for row in self.pairs},
        }


@dataclass
class Results:
    """What one reader sees of one cohort, region or network in one cycle of one guidebook."""

    guidebook: str
    cycle: str
    threshold: int
    meetings: list[MeetingResult]

    @property
    def releases(self):
        return [release for meeting in self.meetings if meeting.is_shown for release in meeting.tally.releases]

    def at(self, part, number):
        """The meeting of this number inside this part, or None."""
        return next((meeting for meeting in self.meetings if meeting.spot.key == (part, number)), None)

    def as_json(self):
        return {"guidebook": self.guidebook, "cycle": self.cycle, "meetings": [meeting.as_json() for meeting in self.meetings]}


def build_results(tallies, cohort_ids, *, guidebook, cycle, threshold, hides):
    """Add up these cohorts meeting by meeting.

    hides(spot, question or None) says whether this reader must not see that figure, or anything of that meeting.
    """
    meetings = [result_of(spot, tallies.pooled(cohort_ids, spot.key), hides) for spot in tallies.spots]
    return Results(guidebook, cycle, threshold, meetings)


def result_of(spot, tally, hides):
    is_hidden = hides(spot, None)
    result = MeetingResult(spot, None if is_hidden else tally)
    for question in spot.questions:
        figure = None if is_hidden or hides(spot, question) else figure_of(question, tally)
        rows = result.pairs if question.kind == Question.Kind.BEFORE_NOW else result.sentences
        rows.append(Shown(question, figure))
    return result


def figure_of(question, tally):
    pairs = {question.code} if question.kind == Question.Kind.BEFORE_NOW else set()
    counts = complete({key: count for key, count in tally.counts.items() if key[0] == question.code}, before_now=pairs)
    make = before_after if pairs else agreement
    return make(counts, question.code, tally.source)
