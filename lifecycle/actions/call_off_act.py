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
from .reschedule_consequences import directors_told, members_told, unreachable
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
    act.undo_data = undo_data_of(meeting, told, replaced + drop_reminders(meeting))
    members, directors = tell_of_calling_off(act, meeting, told)
    return outcome_of_calling_off(meeting, answers, members, directors)


def call_off_refusal(meeting):
    """Why it cannot be called off, as a sentence; "" if it can."""
    refusal, number = "", {"n": meeting.number}
    if meeting.is_called_off:
        refusal = _("Meeting %(n)s is called off already.")
    elif meeting.was_held:
        refusal = _(
            "Who came to meeting %(n)s is noted already, so it was held. "
            "Split it, or add a make-up."
        )
    elif Response.objects.filter(evaluation__meeting=meeting).exists():
        refusal = _("Meeting %(n)s has been evaluated already, so it was held.")
    return refusal % number


def undo_data_of(meeting, told, replaced):
    """told, replaced: as from `replace_letters`."""
    place = {"meeting": meeting.pk, "position": meeting.position}
    return {**place, "told": told, "replaced": replaced}


def tell_of_calling_off(act, meeting, told):
    """As `tell`; of a day that is over nobody is written to."""
    if meeting.days_ahead < 0:
        return 0, 0
    reason, postponed = meeting.called_off_reason, meeting.postponed
    contexts = contexts_of(meeting, told, reason=reason, postponed=postponed)
    return tell(act, meeting, contexts, code=CALLED_OFF_CODE, until=link_until(meeting))


def tell(act, meeting, contexts, **options):
    """Write to directors and members. Returns how many members and how many directors."""
    directors = tell_directors(meeting, contexts, act, **options)
    members = write_to_members(meeting, contexts, act, **options)
    return members, directors


def outcome_of_calling_off(meeting, answers, members, directors):
    act = _("Postpone it") if meeting.postponed else _("Call it off")
    postponed = _("Meeting %(n)s is postponed until another day is found.")
    called_off = _("Meeting %(n)s is called off.")
    return Outcome(
        button=button_of(act, members + directors),
        done=(postponed if meeting.postponed else called_off) % {"n": meeting.number},
        consequences=consequences_of_calling_off(meeting, answers, members, directors),
        ends=True,
        stays=_("Agenda, tasks and papers stay. Calendar files say that it is cancelled."),
    )


def consequences_of_calling_off(meeting, answers, members, directors):
    no_more = ngettext("answer counts no more", "answers count no more", answers)
    return [
        off_consequence(meeting),
        *told_consequences(meeting, members, directors),
        Consequence(answers, no_more, [], _("Another day is asked about again.")),
        Consequence(None, _("Nobody is asked for an evaluation, and attendance stays empty")),
        Consequence(None, _("It counts for nobody’s minimum of meetings")),
    ]


def off_consequence(meeting):
    postponed = _("meeting is postponed, and another day is looked for: %(when)s")
    called_off = _("meeting does not take place: %(when)s")
    sentence = (postponed if meeting.postponed else called_off) % {"when": when_of(meeting)}
    reason = _("“%(reason)s” stands beside it wherever it is named.")
    return Consequence(1, sentence, [], reason % {"reason": meeting.called_off_reason})


def call_on(act, meeting):
    """It takes place after all, on its day. Returns the Outcome; raises ActRefused."""
    meeting = lock_called_off(meeting.pk)
    before = calling_of(meeting)
    meeting.call_on()
    members, directors = announce(act, meeting)
    act.undo_data["off"] = before
    return Outcome(
        button=button_of(_("It takes place"), members + directors),
        done=_("Meeting %(n)s takes place after all.") % {"n": meeting.number},
        consequences=consequences_of_calling_on(meeting, members, directors),
        stays=_("Agenda, tasks and papers are as they were."),
    )


def lock_called_off(pk):
    """The meeting, locked. Raises ActRefused when it takes place, or when its day is over."""
    meeting = lock_meeting(pk)
    if not meeting.is_called_off:
        raise ActRefused(_("Meeting %(n)s takes place.") % {"n": meeting.number})
    if meeting.days_ahead < 0:
        raise ActRefused(_("Its day is over. Set another date instead."))
    return meeting


def announce(act, meeting, *, told=None):
    """Write about a meeting of whose day nobody knows. Returns as `tell`.

    told: what its readers know of other meetings that are at another time now.
    """
    older, replaced = replace_letters(meeting, time_of(meeting))
    told = older | (told or {}) | {str(meeting.position): UNKNOWN}
    act.undo_data = undo_data_of(meeting, told, replaced)
    return tell(act, meeting, contexts_of(meeting, told))


def consequences_of_calling_on(meeting, members, directors):
    answers = meeting.replies.for_the_day().count()
    again = ngettext("earlier answer counts again", "earlier answers count again", answers)
    takes_place = _("meeting takes place after all: %(when)s") % {"when": when_of(meeting)}
    return [
        Consequence(1, takes_place),
        *told_consequences(meeting, members, directors),
        Consequence(answers, again),
    ]


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
    return [members_told(members), unreachable(meeting), directors_told(directors)]
