"""What followed a meeting, for those who run the cohort, and what a member has still to do about it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.access import RUNS_IT
from evaluations.eligibility import accepts_answers
from evaluations.models import Evaluation
from evaluations.respondent_tokens import has_answered
from lib import dates


@dataclass(frozen=True)
class MeetingStatus:
    """One sentence about a meeting that was held, where it leads, and whether nothing is left to do."""

    words: str
    href: str = ""
    act: str = ""
    is_settled: bool = False


@dataclass(frozen=True)
class NextAction:
    """Something a member can do next: the act, why and by when, and where."""

    act: str
    words: str
    href: str


def meeting_status(meeting, access):
    """24 of 28 evaluated, to those who run the cohort; once counted, the day, and never a number."""
    evaluation = evaluation_of(meeting)
    if evaluation is None:
        return None
    release = evaluation.releases.order_by("number").last()
    if release:
        words = _("Results were released on %(day)s.") % {"day": dates.day(release.released_at.astimezone(meeting.zone))}
        return MeetingStatus(words, page("results-meeting", meeting), _("Read the results"), is_settled=True)
    if not access.is_one_of(*RUNS_IT):
        return None
    return MeetingStatus(how_many(evaluation), page("evaluation-detail", meeting), _("See the evaluation"))


def how_many(evaluation):
    if evaluation.closed_at:
        return _("The evaluation is closed. Results follow.")
    done, people = evaluation.responses.count(), evaluation.people().count()
    return _("%(done)s of %(people)s evaluated.") % {"done": done, "people": people}


def evaluate_next(membership, meeting):
    """The one thing asked of a member after a meeting, until it is done."""
    evaluation = evaluation_of(meeting)
    if evaluation is None or not accepts_answers(evaluation, membership) or has_answered(membership, meeting):
        return None
    words = _("Meeting %(n)s. Under three minutes, confidential.") % {"n": meeting.position}
    return NextAction(_("Evaluate the meeting"), words, page("evaluation-answer", meeting))


def evaluation_of(meeting):
    evaluation = Evaluation.objects.filter(meeting=meeting).first()
    if evaluation:
        evaluation.meeting = meeting
    return evaluation


def page(name, meeting):
    return reverse(f"evaluations:{name}", args=[meeting.cohort.slug, meeting.position])
