"""Results of a cohort, a region or a network, built once for page, JSON, CSV and report,
so that all show the same.

A hidden figure is None here and stays None everywhere;
an empty meeting and a hidden one look alike.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from guidebooks.models import Question

from .counts import CycleCounts, MeetingSlot, MeetingTime
from .figures import Agreement, BeforeAfter, Source, agreement, before_after, percent
from .rounded import (
    HIDDEN_AGREEMENT_KEYS,
    HIDDEN_BEFORE_AFTER_KEYS,
    RoundedBeforeAfter,
    round_figure,
)
from .small_groups import VisibleCounts, suppress_small_groups

HIDDEN_AGREEMENT = dict.fromkeys(["agreed", "n", "percent"])
HIDDEN_LEVELS = dict.fromkeys(["low", "medium", "high"])
HIDDEN_BEFORE_AFTER = {
    "n_pairs": None,
    **dict.fromkeys(["before", "after", "percent_before", "percent_after"], HIDDEN_LEVELS),
    **dict.fromkeys(["moved_up", "same", "moved_down"]),
}


@dataclass
class VisibleFigure:
    """One question with its figure, or with None where the figure is hidden.

    Computed on first access.
    """

    question: Question
    counts: VisibleCounts
    is_exact: bool = True

    @cached_property
    def figure(self) -> Agreement | BeforeAfter | RoundedBeforeAfter | None:
        figure = figure_of(self.question, self.counts)
        return figure if self.is_exact or not figure else round_figure(figure)

    @property
    def code(self) -> str:
        return self.question.code

    def as_json(self) -> dict:
        if self.figure:
            return self.figure.as_json()
        if self.question.kind == Question.Kind.BEFORE_NOW:
            return (
                HIDDEN_BEFORE_AFTER
                if self.is_exact
                else HIDDEN_BEFORE_AFTER | HIDDEN_BEFORE_AFTER_KEYS
            )
        return HIDDEN_AGREEMENT if self.is_exact else HIDDEN_AGREEMENT | HIDDEN_AGREEMENT_KEYS


@dataclass
class MeetingResult:
    """One meeting as this reader sees it: the sum of the groups that are large enough."""

    slot: MeetingSlot
    counts: VisibleCounts
    groups_left_out: int = 0
    times: list[MeetingTime] = field(default_factory=list)
    #: (how many answered, of how many), while it is open, for the cohort's own facilitators.
    answered: tuple[int, int] | None = None
    agreement_items: list[VisibleFigure] = field(default_factory=list)
    pairs: list[VisibleFigure] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return not self.counts.is_hidden

    @property
    def is_closed(self) -> bool:
        """Whether some cohort has closed it: then a hidden figure looks like that of an
        empty group.
        """
        return not self.times or any(time.is_closed for time in self.times)

    @property
    def is_called_off(self) -> bool:
        """Whether it takes place in no cohort."""
        return bool(self.times) and all(time.is_called_off for time in self.times)

    @property
    def is_ahead(self) -> bool:
        """Whether no cohort has had it yet."""
        return not self.is_closed and not any(time.has_begun for time in self.times)

    @property
    def is_open(self) -> bool:
        """Whether it is being evaluated, and closed in no cohort."""
        return not self.is_closed and not self.is_ahead

    @property
    def has_ended(self) -> bool:
        """Whether no cohort of those that have had it takes answers any more."""
        return all(time.has_ended for time in self.times if time.has_begun)

    @property
    def last_day(self) -> date:
        """The last day on which somebody can answer, of an evaluation that is open."""
        return max(time.last_day for time in self.times if time.has_begun)

    @property
    def first_on(self) -> date:
        return min(time.on for time in self.times if not time.is_called_off)

    @property
    def releases(self) -> list:
        return [group.release for group in self.counts.groups]

    @property
    def response_rate(self) -> int | None:
        """Whole percentage of those who attended;
        None where more people answered than attendance lists.
        """
        if not self.is_shown or self.counts.respondents > self.counts.attended:
            return None
        return percent(self.counts.respondents, self.counts.attended)

    def as_json(self) -> dict:
        return {
            "part": self.slot.part,
            "meeting": self.slot.meeting,
            "attended": self.counts.attended if self.is_shown else None,
            "responses": self.counts.respondents if self.is_shown else None,
            "agreement": {shown.code: shown.as_json() for shown in self.agreement_items},
            "before_after": {shown.code: shown.as_json() for shown in self.pairs},
        }


@dataclass
class Results:
    """What one reader sees of one cohort, region or network in one cycle of one guidebook.

    `threshold`: the smallest group shown to this reader. `is_exact` is False for readers
    above a cohort in a network that has not recorded why totals may be exact; they see
    percentages without counts.
    `cycles`: the guidebooks and cycles the reader can choose from: [{"guidebook", "cycle",
    "name"}]. `guidebook` (slug) and `cycle` are None where there is nothing to choose from.
    """

    counts: CycleCounts
    cycles: list[dict]
    guidebook: str | None
    cycle: str | None
    threshold: int
    is_exact: bool
    meetings: list[MeetingResult] = field(default_factory=list)

    def of_cohorts(self, cohort_ids) -> "Results":
        """The results of some of these cohorts, for the same reader."""
        meetings = [self.meeting_result(slot, cohort_ids) for slot in self.counts.slots]
        return replace(self, meetings=meetings)

    def meeting_result(self, slot, cohort_ids) -> MeetingResult:
        groups = slot.groups_of(cohort_ids)
        visible = suppress_small_groups(groups, k=self.threshold)
        times = [slot.times[pk] for pk in cohort_ids if pk in slot.times]
        left_out = len(groups) - len(visible.groups)
        result = MeetingResult(slot, visible, groups_left_out=left_out, times=times)
        for question in slot.questions:
            is_pair = question.kind == Question.Kind.BEFORE_NOW
            figures = result.pairs if is_pair else result.agreement_items
            figures.append(VisibleFigure(question, visible, self.is_exact))
        return result

    @property
    def releases(self) -> list:
        releases = (release for meeting in self.meetings for release in meeting.releases)
        return sorted(releases, key=lambda release: release.pk)

    @property
    def newest_guidebook(self):
        """The newest version of the guidebook among these cohorts, or None without any cohort."""
        guidebooks = (cohort.guidebook for cohort in self.counts.cohorts.values())
        return max(guidebooks, key=lambda guidebook: guidebook.version, default=None)

    @property
    def has_several_guidebooks(self) -> bool:
        return len({choice["guidebook"] for choice in self.cycles}) > 1

    def at(self, part: int, number: int) -> MeetingResult | None:
        """The meeting with this number inside this part, or None."""
        return next(
            (meeting for meeting in self.meetings if meeting.slot.key == (part, number)), None
        )

    def as_json(self) -> dict:
        meetings = [meeting.as_json() for meeting in self.meetings]
        return {"guidebook": self.guidebook, "cycle": self.cycle, "meetings": meetings}


def figure_of(question: Question, visible: VisibleCounts) -> Agreement | BeforeAfter | None:
    """The exact figure; its source names the forms and releases of exactly the groups behind it."""
    releases = [group.release for group in visible.groups_with(question.code)]
    if not releases:
        return None
    forms = {release.form_id: release.form for release in releases}
    versions = tuple(sorted({str(form) for form in forms.values()}))
    source = Source(versions, tuple(str(release.pk) for release in releases))
    if question.kind == Question.Kind.BEFORE_NOW:
        with_matrix = visible.may_show_matrix(question.code)
        return before_after(visible.counts, question.code, source, with_matrix=with_matrix)
    return agreement(visible.counts, question.code, source)
