"""What follows a meeting: the status of its evaluation for staff,
and what a member still has to do.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.access import FACILITATOR, RUNS_IT, STATE
from evaluations.actions.evaluation_invitations import last_invited_at
from evaluations.eligibility import accepts_answers
from evaluations.models import Evaluation
from evaluations.respondent_tokens import has_answered
from lib import dates


@dataclass(frozen=True)
class MeetingStatus:
    """One sentence about a meeting, with a link where there is something to see."""

    text: str
    href: str = ""
    link_text: str = ""
    #: Results are released, so nothing is left to do.
    is_settled: bool = False
    #: How many people the link can be sent to, as long as nobody has had a letter with it.
    to_invite: int = 0


@dataclass(frozen=True)
class NextAction:
    """Something a member can do next; without an address it is only an announcement."""

    title: str
    text: str
    href: str


def meeting_status(meeting, access):
    """The status of the meeting's evaluation, or None if there is none or the reader may
    not know it.

    Before the release those who run the cohort get a status, and state staff without a way there;
    the number of responses is for its own facilitators. After it everybody gets the day of the
    release and no number.
    """
    evaluation = find_evaluation(meeting)
    if evaluation is None:
        return None
    release = evaluation.releases.order_by("number").last()
    if release:
        day = dates.day(release.released_at.astimezone(meeting.zone))
        text = _("Results were released on %(day)s.") % {"day": day}
        return MeetingStatus(
            text, evaluation_url("results-meeting", meeting), _("Read the results"), is_settled=True
        )
    if not access.is_one_of(*RUNS_IT):
        is_state = access.is_one_of(STATE)
        return MeetingStatus(open_status(evaluation, shows_count=False)) if is_state else None
    return MeetingStatus(
        open_status(evaluation, shows_count=access.is_one_of(FACILITATOR)),
        evaluation_url("evaluation-detail", meeting),
        _("See the evaluation"),
        to_invite=number_to_invite(evaluation),
    )


def number_to_invite(evaluation):
    """How many people evaluate, once attendance is closed and before the first letter; else 0."""
    can_send = evaluation.is_open and evaluation.meeting.is_held
    return evaluation.people().count() if can_send and not last_invited_at(evaluation) else 0


def open_status(evaluation, *, shows_count):
    if evaluation.has_ended:
        return _("The evaluation is closed. Results follow.")
    until = _("Open until %(day)s.") % {"day": dates.day(evaluation.last_day)}
    if not shows_count:
        return until
    done, people = evaluation.responses.count(), evaluation.people().count()
    counted = _("%(done)s of %(people)s evaluated.") % {"done": done, "people": people}
    return f"{counted} {until}"


def evaluation_action(membership, meeting):
    """Asks the member to evaluate the meeting, None once they did or while they cannot."""
    evaluation = find_evaluation(meeting)
    if (
        evaluation is None
        or not accepts_answers(evaluation, membership)
        or has_answered(membership, meeting)
    ):
        return None
    text = _("Meeting %(n)s. Under three minutes, confidential.") % {"n": meeting.number}
    if evaluation.is_open:
        until = _("You can answer until %(day)s.") % {"day": dates.long_day(evaluation.last_day)}
        text = f"{text} {until}"
    return NextAction(_("Evaluate the meeting"), text, evaluation_url("evaluation-answer", meeting))


def find_evaluation(meeting):
    evaluation = Evaluation.objects.filter(meeting=meeting).first()
    if evaluation:
        evaluation.meeting = meeting  # with its cohort, which would else be a query
    return evaluation


def evaluation_url(name, meeting):
    return reverse(f"evaluations:{name}", args=[meeting.cohort.slug, meeting.position])
