"""What the releases of one guidebook and one cycle came to, cohort by cohort and meeting by meeting.

Read in the same few queries however many cohorts and answers there are; nothing here reads a raw answer.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from guidebooks.models import FormQuestion, Question
from meetings.models import Meeting

from ..models import Evaluation, Release, ReleasedFigure
from .figures import complete
from .small_groups import Part


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


class Place(NamedTuple):
    """A meeting as far as figures are concerned."""

    pk: int
    cohort_id: int
    spot: tuple
    position: int
    title: object


@dataclass
class Tallies:
    """Every released figure of a cycle: `of[cohort id, (part, meeting)]` are its parts, one a release."""

    cohorts: dict
    spots: list
    of: dict

    def parts(self, cohort_ids, key):
        """What these cohorts' releases counted at one meeting."""
        return [part for pk in cohort_ids for part in self.of.get((pk, key), [])]

    @property
    def are_invented(self):
        """Some of these answers were made up for the demonstration."""
        return any(cohort.is_demo for cohort in self.cohorts.values())

    def shown_from(self, k):
        """The meetings of which every release is large enough: {(cohort id, position)}."""
        position = {spot.key: spot.position for spot in self.spots}
        return {(cohort, position[key]) for (cohort, key), parts in self.of.items() if all(part.respondents >= k for part in parts)}

    def cohorts_of(self, region_id):
        return [cohort.pk for cohort in self.cohorts.values() if cohort.region_id == region_id]


def read_tallies(cohorts):
    """Of these cohorts, all of one guidebook and one cycle."""
    cohorts = {cohort.pk: cohort for cohort in cohorts.select_related("region", "guidebook").order_by("slug")}
    places = places_of_meetings(cohorts)
    spots = spots_of(places)
    releases = list(Release.objects.filter(evaluation__meeting__in=places).select_related("evaluation", "form").in_order())
    ask(spots, places, releases)
    figures, of = figures_by_release(releases), defaultdict(list)
    for release in releases:
        meeting = places[release.evaluation.meeting_id]
        of[meeting.cohort_id, meeting.spot].append(part_of(release, figures[release.pk], spots[meeting.spot]))
    return Tallies(cohorts, list(spots.values()), dict(of))


def places_of_meetings(cohorts):
    """{meeting id: where it is}: its part and its number inside the part."""
    meetings = Meeting.objects.filter(cohort__in=cohorts).order_by("cohort_id", "position")
    numbers, found = Counter(), {}
    for pk, cohort_id, part, position, title in meetings.values_list("pk", "cohort_id", "part__number", "position", "title"):
        numbers[cohort_id, part] += 1
        found[pk] = Place(pk, cohort_id, (part, numbers[cohort_id, part]), position, title)
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
    for pk, code, before, now, count in figures.values_list("release", "question__code", "before", "now", "count"):
        counts, key = found[pk], (code, before, now)
        counts[key] = counts.get(key, 0) + count
    return found


def part_of(release, counts, spot):
    """One release as protection wants it. A late one counts nobody who came: they were counted with the first."""
    pairs = {question.code for question in spot.questions if question.kind == Question.Kind.BEFORE_NOW}
    attended = release.attended if release.number == 1 else 0
    return Part(release, release.responses, attended, complete(counts, before_now=pairs))
