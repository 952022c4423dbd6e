"""What this app says on the pages of a meeting (see meetings.afterwards): a counter, then where the results are."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.standing import RUNS_IT
from cop_site.lib import dates
from meetings.afterwards import Action, Sequel, asks_of_members, tells_what_followed

from .models import Evaluation
from .tokens import has_answered
from .turns import TAKES_ANSWERS, turn_of


@tells_what_followed
def sequel_of(meeting, standing):
    """24 of 28 evaluated, to those who run the cohort; once counted, the day, and never a number."""
    evaluation = evaluation_of(meeting)
    if evaluation is None:
        return None
    release = evaluation.releases.order_by("number").last()
    if release:
        words = _("Results were released on %(day)s.") % {"day": dates.day(release.released_at.astimezone(meeting.zone))}
        return Sequel(words, page("results-meeting", meeting), _("Read the results"), is_settled=True)
    if not standing.is_one_of(*RUNS_IT):
        return None
    return Sequel(how_many(evaluation), page("evaluation-detail", meeting), _("See the evaluation"))


def how_many(evaluation):
    if evaluation.closed_at:
        return _("The evaluation is closed. Results follow.")
    done, people = evaluation.responses.count(), evaluation.people().count()
    return _("%(done)s of %(people)s evaluated.") % {"done": done, "people": people}


@asks_of_members
def evaluate_next(membership, meeting):
    """The one thing asked of a member after a meeting, until it is done."""
    evaluation = evaluation_of(meeting)
    if evaluation is None or turn_of(evaluation, membership) not in TAKES_ANSWERS or has_answered(membership, meeting):
        return None
    words = _("Meeting %(n)s. Under three minutes, confidential.") % {"n": meeting.position}
    return Action(_("Evaluate the meeting"), words, page("evaluate", meeting))


def evaluation_of(meeting):
    evaluation = Evaluation.objects.filter(meeting=meeting).first()
    if evaluation:
        evaluation.meeting = meeting
    return evaluation


def page(name, meeting):
    return reverse(f"evaluations:{name}", args=[meeting.cohort.slug, meeting.position])
