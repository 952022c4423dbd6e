"""What the releases of one guidebook and one cycle came to, cohort by cohort and meeting by meeting.

Read in the same few queries however many cohorts and answers there are; nothing here reads a raw answer.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from meetings.models import Meeting

from .arithmetic import Source, added, answers_to
from .models import Evaluation, FormQuestion, Question, Release, ReleasedFigure


@dataclass
class Tally:
    """What one or more releases counted: who came, who answered, how often each answer was given, and in which releases."""

    attended: int = 0
    responses: int = 0
    counts: dict = field(default_factory=dict)
    releases: list = field(default_factory=list)

    def __add__(self, other):
        return Tally(
            self.attended + other.attended,
            self.responses + other.responses,
            added(self.counts, other.counts),
            self.releases + other.releases,
        )

    @property
    def source(self):
        forms = sorted({str(release.form) for release in self.releases})
        return Source(tuple(forms), tuple(str(release.pk) for release in self.releases))


@dataclass
class Spot:
    """One meeting of the guidebook as figures are pooled: its part and its number inside the part."""

    part: int
    meeting: int
    position: int
    title: object
    questions: list = field(default_factory=list)

    @property
    def key(self):
        return (self.part, self.meeting)


@dataclass
class Tallies:
    """Every released figure of a cycle: `of[cohort id, (part, meeting)]`, and what the meetings asked."""

    cohorts: dict
    spots: list
    of: dict

    def pooled(self, cohort_ids, key):
        """The sum over these cohorts at one meeting."""
        return sum((self.of[pk, key] for pk in cohort_ids if (pk, key) in self.of), Tally())

    def cohorts_of(self, region_id):
        return [cohort.pk for cohort in self.cohorts.values() if cohort.region_id == region_id]

    @property
    def region_ids(self):
        return sorted({cohort.region_id for cohort in self.cohorts.values()}, key=lambda pk: pk or 0)


def read_tallies(cohorts, *, late_from):
    """Of these cohorts, all of one guidebook and one cycle.

    late_from: a second release smaller than this is left out, since it alone would stand out.
    """
    cohorts = {cohort.pk: cohort for cohort in cohorts.select_related("region", "guidebook").order_by("slug")}
    places = places_of_meetings(cohorts)
    spots = spots_of(places)
    releases = list(Release.objects.filter(evaluation__meeting__in=places).select_related("evaluation", "form").in_order())
    ask(spots, places, releases)
    figures = figures_by_release(releases)
    of = {}
    for release in releases:
        meeting = places[release.evaluation.meeting_id]
        tally = tally_of(release, figures[release.pk], late_from=late_from)
        if tally:
            key = (meeting.cohort_id, meeting.spot)
            of[key] = of.get(key, Tally()) + tally
    return Tallies(cohorts, list(spots.values()), of)


def places_of_meetings(cohorts):
    """{meeting id: meeting}, each knowing its part and its number inside the part."""
    meetings = Meeting.objects.filter(cohort__in=cohorts).select_related("part").only("cohort_id", "position", "title", "part__number")
    numbers = Counter()
    found = {}
    for meeting in meetings.order_by("cohort_id", "position"):
        numbers[meeting.cohort_id, meeting.part.number] += 1
        meeting.spot = (meeting.part.number, numbers[meeting.cohort_id, meeting.part.number])
        found[meeting.pk] = meeting
    return found


def spots_of(places):
    spots = {}
    for meeting in sorted(places.values(), key=lambda meeting: (meeting.spot, meeting.pk)):
        spots.setdefault(meeting.spot, Spot(*meeting.spot, position=meeting.position, title=meeting.title))
    return spots


def ask(spots, places, releases):
    """Write down what each meeting asked, in the order of its newest form."""
    form_of = dict(Evaluation.objects.filter(meeting__in=places).values_list("meeting", "form"))
    asked = defaultdict(list)
    placements = FormQuestion.objects.filter(form__in=set(form_of.values()) | {release.form_id for release in releases})
    for placement in placements.select_related("question").order_by("form", "position"):
        asked[placement.form_id].append(placement.question)
    for meeting in places.values():
        known = {question.code for question in spots[meeting.spot].questions}
        new = [question for question in asked[form_of.get(meeting.pk)] if question.code not in known]
        spots[meeting.spot].questions += [question for question in new if question.kind != Question.Kind.OPEN]


def figures_by_release(releases):
    """{release id: {(code, before, now): how many}}"""
    found = defaultdict(dict)
    figures = ReleasedFigure.objects.filter(release__in=[release.pk for release in releases])
    for pk, *key, count in figures.values_list("release", "question__code", "before", "now", "count"):
        found[pk][tuple(key)] = found[pk].get(tuple(key), 0) + count
    return found


def tally_of(release, counts, *, late_from):
    """One release as a tally; a late one only in groups big enough to hide in, and its people were counted before."""
    if release.number == 1:
        return Tally(release.attended, release.responses, counts, [release])
    if release.responses < late_from:
        return None
    large = {key: count for key, count in counts.items() if answers_to(counts, key[0]) >= late_from}
    return Tally(0, release.responses, large, [release])
