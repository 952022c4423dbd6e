"""The released counts of one guidebook and one cycle, by meeting and cohort.

Read with the same number of queries however many cohorts and answers there are.
Raw answers are never read.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from i18nfield.strings import LazyI18nString

from cohorts.models import Cohort
from guidebooks.models import FormQuestion, Question
from meetings.models import AttendanceReopening, Meeting

from ..models import Evaluation, Release, ReleasedFigure
from .figures import complete_answers_only
from .movement import Counts
from .small_groups import ReleaseCounts


class MeetingTime(NamedTuple):
    """When one cohort has a meeting, and whether its evaluation has begun and is closed; else,
    until when it takes answers; or whether it is called off.
    """

    on: date
    has_begun: bool
    is_closed: bool
    last_day: date
    has_ended: bool
    is_called_off: bool = False


@dataclass
class MeetingSlot:
    """One meeting of the guidebook, for which the figures of all cohorts are added up.

    `meeting` is the number inside the part, `position` the number inside the cohort, `number` the
    one that readers see: it counts through over all parts.
    `releases`: {cohort id: its releases of this meeting, in order}. `times`: {cohort id:
    MeetingTime}. `reopenings`: of the attendance that counts here, the earliest first.
    """

    part: int
    meeting: int
    position: int | None
    title: LazyI18nString | str
    number: int = 0
    times: dict[int, MeetingTime] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    releases: dict[int, list[ReleaseCounts]] = field(default_factory=lambda: defaultdict(list))
    reopenings: list[AttendanceReopening] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, int]:
        return (self.part, self.meeting)

    def groups_of(self, cohort_ids) -> list[ReleaseCounts]:
        return [counts for pk in cohort_ids for counts in self.releases.get(pk, [])]


class MeetingRef(NamedTuple):
    """Which cohort a meeting belongs to, and which slot its figures go to."""

    cohort_id: int
    slot: MeetingSlot


@dataclass
class CycleCounts:
    """All released counts of one cycle.

    `cohorts`: {cohort id: cohort}; `slots` in the order of the guidebook.
    """

    cohorts: dict[int, Cohort]
    slots: list[MeetingSlot]

    @property
    def has_demo_cohorts(self) -> bool:
        """Whether some of these answers were invented for the demonstration."""
        return any(cohort.is_demo for cohort in self.cohorts.values())

    def visible_meetings(self, k: int) -> set[tuple[int, int | None]]:
        """{(cohort id, position)} of the meetings with a release whose releases all have
        at least k respondents.
        """
        return {
            (cohort_id, slot.position)
            for slot in self.slots
            for cohort_id, releases in slot.releases.items()
            if all(counts.respondents >= k for counts in releases)
        }

    def cohort_ids_of_region(self, region_id: int) -> list[int]:
        return [cohort.pk for cohort in self.cohorts.values() if cohort.region_id == region_id]


def read_cycle_counts(cohorts) -> CycleCounts:
    """`cohorts`: a queryset, all of one guidebook and one cycle."""
    cohorts = {
        cohort.pk: cohort
        for cohort in cohorts.select_related("region", "guidebook").order_by("slug")
    }
    slots, meetings = read_meetings(cohorts)
    forms = read_evaluations(meetings)
    add_questions(meetings, forms)
    add_releases(meetings)
    add_reopenings(meetings, cohorts)
    return CycleCounts(cohorts, slots)


def read_meetings(cohorts) -> tuple[list[MeetingSlot], dict[int, MeetingRef]]:
    """The slots in order, and {meeting id: MeetingRef}.

    Position and title are those of a slot's oldest meeting.
    """
    columns = ["pk", "cohort_id", "part__number", "position", "title"]
    of_the_plan = Meeting.objects.filter(cohort__in=cohorts).of_the_plan()
    meetings = of_the_plan.order_by("cohort_id", "position")
    rows = list(meetings.values_list(*columns))
    numbers: Counter = Counter()
    keys = {}
    for pk, cohort_id, part, _position, _title in rows:
        numbers[cohort_id, part] += 1
        keys[pk] = (part, numbers[cohort_id, part])
    slots: dict[tuple[int, int], MeetingSlot] = {}
    for pk, _cohort_id, _part, position, title in sorted(
        rows, key=lambda row: (keys[row[0]], row[0])
    ):
        slots.setdefault(keys[pk], MeetingSlot(*keys[pk], position=position, title=title))
    for number, slot in enumerate(slots.values(), 1):
        slot.number = number
    return list(slots.values()), {
        pk: MeetingRef(cohort_id, slots[keys[pk]]) for pk, cohort_id, *_ in rows
    }


def read_evaluations(meetings: dict[int, MeetingRef]) -> dict[int, int]:
    """{meeting id: form id}; gives each slot the times of its evaluations."""
    evaluations = Evaluation.objects.filter(meeting__in=meetings).select_related("meeting__cohort")
    form_of = {}
    for evaluation in evaluations:
        cohort_id, slot = meetings[evaluation.meeting_id]
        slot.times[cohort_id] = time_of(evaluation)
        form_of[evaluation.meeting_id] = evaluation.form_id
    return form_of


def time_of(evaluation: Evaluation) -> MeetingTime:
    return MeetingTime(
        evaluation.meeting.on,
        evaluation.has_begun,
        evaluation.closed_at is not None,
        evaluation.last_day,
        evaluation.has_ended,
        evaluation.meeting.is_called_off,
    )


def add_reopenings(meetings: dict[int, MeetingRef], cohorts: dict[int, Cohort]) -> None:
    """Put each reopening of attendance into the slot of its meeting."""
    rows = AttendanceReopening.objects.filter(meeting__in=meetings).select_related("meeting")
    for reopening in rows.order_by("reopened_at", "pk"):
        ref = meetings[reopening.meeting_id]
        reopening.meeting.cohort = cohorts[ref.cohort_id]
        ref.slot.reopenings.append(reopening)


def add_questions(meetings: dict[int, MeetingRef], form_of: dict[int, int]) -> None:
    """Give each slot the rated questions of its evaluations' forms, in the order of the form,
    each code once.
    """
    questions = rated_questions(set(form_of.values()))
    for pk, meeting in meetings.items():
        known = {question.code for question in meeting.slot.questions}
        asked = questions.get(form_of.get(pk, 0), [])
        meeting.slot.questions += [question for question in asked if question.code not in known]


def rated_questions(forms: set[int]) -> dict[int, list[Question]]:
    """{form id: its questions without the open ones, in the order of the form}"""
    questions: dict[int, list[Question]] = defaultdict(list)
    placements = FormQuestion.objects.filter(form__in=forms)
    for placement in placements.select_related("question").order_by("form", "position"):
        if placement.question.kind != Question.Kind.OPEN:
            questions[placement.form_id].append(placement.question)
    return questions


def add_releases(meetings: dict[int, MeetingRef]) -> None:
    """Put each release into the slot of its meeting."""
    releases = list(
        Release.objects.filter(evaluation__meeting__in=meetings)
        .select_related("evaluation", "form")
        .in_order()
    )
    counts = counts_by_release(releases)
    for release in releases:
        cohort_id, slot = meetings[release.evaluation.meeting_id]
        slot.releases[cohort_id].append(release_counts(release, counts[release.pk], slot.questions))


def release_counts(release: Release, counts: Counts, questions: list[Question]) -> ReleaseCounts:
    """One release as a group.

    Those who attended are counted with the first release only, not with a late one.
    """
    pairs = {question.code for question in questions if question.kind == Question.Kind.BEFORE_NOW}
    attended = release.attended if release.number == 1 else 0
    return ReleaseCounts(
        release, release.responses, attended, complete_answers_only(counts, before_now=pairs)
    )


def counts_by_release(releases: list[Release]) -> dict[int, dict]:
    """{release id: {(question code, before, now): count}};
    several versions of a question are added up.
    """
    found: dict[int, dict] = defaultdict(dict)
    figures = ReleasedFigure.objects.filter(release__in=[release.pk for release in releases])
    for pk, code, before, now, count in figures.values_list(
        "release", "question__code", "before", "now", "count"
    ):
        counts, key = found[pk], (code, before, now)
        counts[key] = counts.get(key, 0) + count
    return found
