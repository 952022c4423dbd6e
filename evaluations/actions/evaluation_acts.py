"""Acts of staff about an evaluation: inviting, closing, counting late answers.

They name numbers of people only, never who has answered.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from lib import dates

from ..models.evaluation import LATE_DAYS
from .close import close_evaluation, close_obstacle, keep_open, queue_late_count, uncounted_answers
from .evaluation_invitations import (
    INVITATION_INTERVAL,
    invite_everybody,
    invite_those_without,
    is_too_soon_after,
)


def describe_acts(invited_at, *, zone):
    """What its page offers about an evaluation that is open and can be closed, in a sentence.

    invited_at: when the last invitation was queued, or None.
    """
    if invited_at is None:
        return _("Nobody has the link by letter yet. Send it, or close the evaluation.")
    if is_too_soon_after(invited_at):
        return _("%(again)s Or close it: then the answers are counted once.") % {
            "again": describe_pause(invited_at, zone=zone)
        }
    return _("Remind everybody, or close it: then the answers are counted once.")


def describe_pause(invited_at, *, zone):
    """When everybody was written to and can be written to again, after a letter of today."""
    written, again = (at.astimezone(zone) for at in [invited_at, invited_at + INVITATION_INTERVAL])
    return _("You wrote on %(day)s; again from %(again)s.") % {
        "day": dates.day(written),
        "again": f"{dates.day(again)}, {dates.clock(again)}",
    }


def invite_members(act, evaluation):
    """Write to everybody who evaluates; the letters leave at once."""
    invited = invite_everybody(evaluation, by=act.by, act=act)
    number = len(invited)
    if not number:
        raise ActRefused(
            _("No letter was written: everybody has had one today, or the evaluation is not open.")
        )
    return invited_outcome(
        invited,
        _("A letter always goes to everybody who evaluates, because nobody can see who has not."),
    )


def invite_left_out(act, evaluation):
    """Write to those of the room who have no letter yet; the letters leave at once."""
    invited = invite_those_without(evaluation, by=act.by, act=act)
    if not invited:
        raise ActRefused(
            _("No letter was written: everybody has one, or the evaluation is not open.")
        )
    return invited_outcome(invited, _("They were noted as here after the others got their letter."))


def invited_outcome(invited, detail):
    number, names = len(invited), [row.person.name for row in invited]
    sentence = ngettext("person gets the link", "people get the link", number)
    return Outcome(
        button=ngettext("Send the link to %(n)s person", "Send the link to %(n)s people", number)
        % {"n": number},
        done=ngettext("%d letter is on its way.", "%d letters are on their way.", number) % number,
        consequences=[Consequence(number, sentence, names, detail)],
    )


def close(evaluation, *, by):
    """Close it and have it counted. Raises ActRefused with what stands in the way."""
    if obstacle := describe_obstacle(close_obstacle(evaluation)):
        raise ActRefused(obstacle)
    done, total = evaluation.responses.count(), evaluation.people().count()
    if not close_evaluation(evaluation, by=by):
        raise ActRefused(_("This evaluation is closed already."))
    return Outcome(
        button=_("Close the evaluation of meeting %(n)s") % {"n": evaluation.meeting.position},
        done=_("The evaluation is closed. Results follow within a minute."),
        consequences=consequences_of_closing(evaluation, done, total),
        ends=True,
        stays=_("Nobody is written to."),
    )


def consequences_of_closing(evaluation, done, total):
    """done: how many answered, total: how many evaluate."""
    threshold = evaluation.meeting.cohort.network.cohort_threshold
    sentence = ngettext("answer is counted", "answers are counted", done)
    detail = _("%(done)s of %(total)s people evaluated. They are counted once and for good.")
    return [
        too_few(done, total, threshold),
        Consequence(done, sentence, detail=detail % {"done": done, "total": total}),
        late_answers(threshold),
    ]


def too_few(done, total, threshold):
    """That nothing will be shown of so few answers; not shown where there are enough."""
    words = {"done": done, "total": total, "k": threshold}
    detail = _("Closing is for good. Keep it open and remind everybody to get more answers.")
    return Consequence(
        None if done < threshold else 0,
        _("%(done)s of %(total)s answered, and fewer than %(k)s are never shown: no results")
        % words,
        [],
        detail,
    )


def late_answers(threshold):
    """For how long they are taken, and how many it takes that they are counted."""
    detail = _(
        "They are counted afterwards if at least %(k)s people send one, "
        "because fewer could be recognized."
    ) % {"k": threshold}
    return Consequence(LATE_DAYS, _("days in which late answers are taken"), detail=detail)


def keep_open_longer(evaluation, *, until):
    """Let members answer until a later day. Raises ActRefused."""
    day, was = {"day": dates.day(until)}, {"was": dates.day(evaluation.last_day)}
    if not keep_open(evaluation, until=until):
        raise ActRefused(_("It stays as it was: that day cannot be its last one any more."))
    detail = _("It was %(was)s. It closes by itself after that day, and is counted.") % was
    return Outcome(
        button=_("Keep it open until %(day)s") % day,
        done=_("The evaluation is open until %(day)s.") % day,
        consequences=[
            Consequence(None, _("Members can answer until %(day)s") % day, detail=detail)
        ],
        stays=_("Nobody is written to. You can still close it earlier."),
    )


def describe_obstacle(obstacle):
    return {
        "not begun": _("The meeting has not begun, so there is nothing to close yet."),
        "attendance": _(
            "Close attendance first. The results say how many of the people in the room "
            "answered, so the roll call has to be finished."
        ),
        "closed": _("This evaluation is closed already."),
    }.get(obstacle, "")


def count_late(evaluation, *, by):
    """Have the late answers counted, once. Raises ActRefused."""
    number = uncounted_answers(evaluation)
    if not queue_late_count(evaluation, by=by):
        raise ActRefused(_("There are no late answers to count now."))
    sentence = ngettext("late answer is counted", "late answers are counted", number)
    detail = _("In a second release, once and for good.")
    return Outcome(
        button=ngettext("Count %(n)s late answer", "Count %(n)s late answers", number)
        % {"n": number},
        done=_("The late answers are being counted."),
        consequences=[Consequence(number, sentence, detail=detail)],
        stays=_("The figures of the first release do not change."),
    )
