"""Results of a cohort, a region or a network, built once for page, JSON, CSV and report, so that all show the same cells.

What is protected is None here and stays None everywhere; an empty meeting and a hidden one look alike.
"""

from dataclasses import dataclass, field
from functools import cached_property

from guidebooks.models import Question

from . import small_groups
from .counts import Spot
from .figures import Agreement, BeforeAfter, Source, agreement, before_after, percent
from .rounded import NO_RELATION, NO_RELATIONS, CoarseAgreement, CoarseBeforeAfter, coarse

NO_SHARE = dict.fromkeys(["agreed", "n", "percent"])
NO_LEVELS = dict.fromkeys(["low", "medium", "high"])
NO_PAIRS = {
    "n_pairs": None,
    **{key: NO_LEVELS for key in ["before", "after", "percent_before", "percent_after"]},
    **dict.fromkeys(["moved_up", "same", "moved_down"]),
}


@dataclass
class Shown:
    """One question with its figure, or with None where the figure is protected; computed when somebody looks."""

    question: Question
    tally: small_groups.Shown
    is_exact: bool = True

    @cached_property
    def figure(self) -> Agreement | BeforeAfter | CoarseAgreement | CoarseBeforeAfter | None:
        figure = figure_of(self.question, self.tally)
        return figure if self.is_exact or not figure else coarse(figure)

    @property
    def code(self):
        return self.question.code

    def as_json(self):
        if self.figure:
            return self.figure.as_json()
        if self.question.kind == Question.Kind.BEFORE_NOW:
            return NO_PAIRS if self.is_exact else NO_PAIRS | NO_RELATIONS
        return NO_SHARE if self.is_exact else NO_SHARE | NO_RELATION


@dataclass
class MeetingResult:
    """One meeting as this reader sees it: the groups that are large enough, added up."""

    spot: Spot
    tally: small_groups.Shown
    groups_left_out: int = 0
    sentences: list[Shown] = field(default_factory=list)
    pairs: list[Shown] = field(default_factory=list)

    @property
    def is_shown(self):
        return not self.tally.is_hidden

    @property
    def releases(self):
        return [part.key for part in self.tally.parts]

    @property
    def response_rate(self):
        """Answers of those who came, or None where more answered than the roll call knows."""
        if not self.is_shown or self.tally.respondents > self.tally.attended:
            return None
        return percent(self.tally.respondents, self.tally.attended)

    def as_json(self):
        return {
            "part": self.spot.part,
            "meeting": self.spot.meeting,
            "attended": self.tally.attended if self.is_shown else None,
            "responses": self.tally.respondents if self.is_shown else None,
            "agreement": {row.code: row.as_json() for row in self.sentences},
            "before_after": {row.code: row.as_json() for row in self.pairs},
        }


@dataclass
class Results:
    """What one reader sees of one cohort, region or network in one cycle of one guidebook.

    Not exact: shares without counts, for readers above a cohort in a network that has not recorded why totals may be exact.
    """

    guidebook: str
    cycle: str
    threshold: int
    is_exact: bool
    meetings: list[MeetingResult]

    @property
    def releases(self):
        return sorted((release for meeting in self.meetings for release in meeting.releases), key=lambda release: release.pk)

    def at(self, part, number):
        """The meeting of this number inside this part, or None."""
        return next((meeting for meeting in self.meetings if meeting.spot.key == (part, number)), None)

    def as_json(self):
        return {"guidebook": self.guidebook, "cycle": self.cycle, "meetings": [meeting.as_json() for meeting in self.meetings]}


def build_results(tallies, cohort_ids, *, guidebook, cycle, threshold, is_exact):
    """Add up these cohorts meeting by meeting, for a reader who is shown groups from this threshold up."""
    meetings = [result_of(spot, tallies.parts(cohort_ids, spot.key), threshold, is_exact) for spot in tallies.spots]
    return Results(guidebook, cycle, threshold, is_exact, meetings)


def result_of(spot, parts, threshold, is_exact):
    shown = small_groups.shown_to(parts, k=threshold)
    result = MeetingResult(spot, shown, groups_left_out=len(parts) - len(shown.parts))
    for question in spot.questions:
        rows = result.pairs if question.kind == Question.Kind.BEFORE_NOW else result.sentences
        rows.append(Shown(question, shown, is_exact))
    return result


def figure_of(question, shown):
    """The figure with its receipt: form versions and release numbers of exactly the groups behind it."""
    releases = [part.key for part in shown.parts_of(question.code)]
    if not releases:
        return None
    forms = {release.form_id: release.form for release in releases}
    source = Source(tuple(sorted({str(form) for form in forms.values()})), tuple(str(release.pk) for release in releases))
    if question.kind == Question.Kind.BEFORE_NOW:
        return before_after(shown.counts, question.code, source, with_matrix=shown.may_show_table(question.code))
    return agreement(shown.counts, question.code, source)
