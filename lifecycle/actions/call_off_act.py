"""Calling a meeting off, and saying that it takes place after all, as acts of staff."""

from datetime import datetime, time, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, leave_after_all
from cohorts.models import Letter
from evaluations.models import Response
from meetings.actions.meeting_reminders import REMINDER_CODE
from meetings.letter_placeholders import meeting_placeholders

from .calling import call_off_as, calling_of
from .reschedule_act import lock_meeting
from .reschedule_consequences import unreachable
from .reschedule_meeting import (
    CALLED_OFF_CODE,
    UNKNOWN,
    context_in,
    replace_letters,
    time_of,
    when,
    write_to_directors,
    write_to_members,
)

#: Days for which the link in a letter about a meeting that is off opens its page.
LINK_DAYS = 14


def call_off(act, meeting, *, reason, by, postponed=False):
    """Call a meeting off. Returns the Outcome; raises ActRefused where it has been held.

    Whoever expects it hears of it; of a day that is over nobody is written to.
    """
    meeting = lock_meeting(meeting.pk)
    if refusal := call_off_refusal(meeting):
        raise ActRefused(refusal)
    answers = meeting.replies.for_the_day().count()
    meeting.call_off(reason=reason, by=by, postponed=postponed)
    told, replaced = replace_letters(meeting, time_of(meeting))
    replaced += drop_reminders(meeting)
    act.undo_data = {
        "meeting": meeting.pk,
        "position": meeting.position,
        "told": told,
        "replaced": replaced,
    }
    members = directors = 0
    if meeting.days_ahead >= 0:
        contexts = contexts_of(meeting, told, reason=reason, postponed=postponed)
        until = link_until(meeting)
        directors = tell_directors(meeting, contexts, act, code=CALLED_OFF_CODE, until=until)
        members = write_to_members(meeting, contexts, act, code=CALLED_OFF_CODE, until=until)
    return Outcome(
        button=button_of(_("Postpone it") if postponed else _("Call it off"), members + directors),
        done=(
            _("Meeting %(n)s is postponed until another day is found.")
            if postponed
            else _("Meeting %(n)s is called off.")
        )
        % {"n": meeting.number},
        consequences=[
            Consequence(
                1,
                (
                    _("meeting is postponed, and another day is looked for: %(when)s")
                    if postponed
                    else _("meeting does not take place: %(when)s")
                )
                % {"when": when_of(meeting)},
                [],
                _("“%(reason)s” stands beside it wherever it is named.") % {"reason": reason},
            ),
            *told_consequences(meeting, members, directors),
            Consequence(
                answers,
                ngettext("answer counts no more", "answers count no more", answers),
                [],
                _("Another day is asked about again."),
            ),
            Consequence(None, _("Nobody is asked for an evaluation, and attendance stays empty")),
            Consequence(None, _("It counts for nobody’s minimum of meetings")),
        ],
        ends=True,
        stays=_("Agenda, tasks and papers stay. Calendar files say that it is cancelled."),
    )


def call_off_refusal(meeting):
    """Why it cannot be called off, as a sentence; "" if it can."""
    number = {"n": meeting.number}
    if meeting.is_called_off:
        return _("Meeting %(n)s is called off already.") % number
    if meeting.was_held:
        return (
            _(
                "Who came to meeting %(n)s is noted already, so it was held. "
                "Split it, or add a make-up."
            )
            % number
        )
    if Response.objects.filter(evaluation__meeting=meeting).exists():
        return _("Meeting %(n)s has been evaluated already, so it was held.") % number
    return ""


def call_on(act, meeting):
    """It takes place after all, on its day. Returns the Outcome; raises ActRefused."""
    meeting = lock_meeting(meeting.pk)
    if not meeting.is_called_off:
        raise ActRefused(_("Meeting %(n)s takes place.") % {"n": meeting.number})
    if meeting.days_ahead < 0:
        raise ActRefused(_("Its day is over. Set another date instead."))
    before = calling_of(meeting)
    meeting.call_on()
    told, replaced = replace_letters(meeting, time_of(meeting))
    told |= {str(meeting.position): UNKNOWN}
    act.undo_data = {
        "meeting": meeting.pk,
        "position": meeting.position,
        "off": before,
        "told": told,
        "replaced": replaced,
    }
    contexts = contexts_of(meeting, told)
    directors = tell_directors(meeting, contexts, act)
    members = write_to_members(meeting, contexts, act)
    answers = meeting.replies.for_the_day().count()
    return Outcome(
        button=button_of(_("It takes place"), members + directors),
        done=_("Meeting %(n)s takes place after all.") % {"n": meeting.number},
        consequences=[
            Consequence(
                1, _("meeting takes place after all: %(when)s") % {"when": when_of(meeting)}
            ),
            *told_consequences(meeting, members, directors),
            Consequence(
                answers,
                ngettext("earlier answer counts again", "earlier answers count again", answers),
            ),
        ],
        stays=_("Agenda, tasks and papers are as they were."),
    )


def take_back_call_off(act):
    """The meeting takes place again. Raises ActRefused."""
    meeting = lock_meeting(act.undo_data["meeting"])
    if not meeting.call_on():
        raise ActRefused(_("The meeting was changed again since."))
    return " ".join(
        [_("Meeting %(n)s takes place again.") % {"n": meeting.number}, *letters_again(act)]
    )


def take_back_call_on(act):
    """The meeting is called off again, as it was. Raises ActRefused."""
    meeting = lock_meeting(act.undo_data["meeting"])
    if not call_off_as(meeting, act.undo_data["off"]):
        raise ActRefused(_("The meeting was changed again since."))
    return " ".join(
        [_("Meeting %(n)s is called off again.") % {"n": meeting.number}, *letters_again(act)]
    )


def letters_again(act):
    number = Letter.objects.filter(pk__in=act.undo_data["replaced"]).queue_again()
    return [leave_after_all(number)] if number else []


def drop_reminders(meeting):
    """Drop reminders of this meeting that have not left; returns their primary keys."""
    waiting = Letter.objects.filter(
        cohort=meeting.cohort,
        code=REMINDER_CODE,
        meeting_position=meeting.position,
        status=Letter.Status.QUEUED,
        attempts=0,
    )
    keys = list(waiting.values_list("pk", flat=True))
    Letter.objects.filter(pk__in=keys).drop_queued()
    return keys


def contexts_of(meeting, told, *, reason="", postponed=False):
    """{language: what fills the placeholders of the letter}."""
    return {
        language: context_of_letter(language, meeting, told, reason=reason, postponed=postponed)
        for language in ("en", "es")
    }


def context_of_letter(language, meeting, told, *, reason, postponed):
    context = context_in(language, meeting, told)
    with translation.override(language):
        later = _("We look for another day, and write to you when it is found.")
        others = _("The other meetings stay as they are.")
        return (
            context
            | meeting_placeholders(meeting)
            | {"reason": reason, "what_next": later if postponed else others}
        )


def tell_directors(meeting, contexts, act, **options):
    """Directors signed for mandatory meetings only. Returns how many are written to."""
    return write_to_directors(meeting, contexts, act, **options) if meeting.mandatory else 0


def link_until(meeting):
    today = meeting.cohort.today
    return datetime.combine(today + timedelta(days=LINK_DAYS + 1), time(), tzinfo=meeting.zone)


def when_of(meeting):
    return when(meeting, time_of(meeting))


def button_of(act, letters):
    if not letters:
        return _("%(act)s, and send no letter") % {"act": act}
    return ngettext(
        "%(act)s, and send %(n)s letter", "%(act)s, and send %(n)s letters", letters
    ) % {"act": act, "n": letters}


def told_consequences(meeting, members, directors):
    """Who hears of it, and who cannot."""
    return [
        Consequence(members, ngettext("member is told", "members are told", members)),
        unreachable(meeting),
        Consequence(
            directors,
            ngettext("director who signed is told", "directors who signed are told", directors),
        ),
    ]
