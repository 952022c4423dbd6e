"""Changing date, time or place of a meeting, the tasks before it, and the letters about
a new date.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.actions.staff_acts import ActRefused
from cohorts.letters.compose import write_to_member
from cohorts.models import CohortPart, Letter, StaffAct
from evaluations.models import Response
from lib import dates
from meetings.letter_placeholders import bullet_list, meeting_line, part_placeholders
from people.models import Link
from recruitment.director_language import language_of_director
from recruitment.letters import write_letter_to_director
from recruitment.models import SupervisorEndorsement

from .meeting_expectation import expectation_refusal

CODE = "dates-moved"
CALLED_OFF_CODE = "meeting-called-off"
#: What stands for the time of a meeting that its readers do not know of at all.
UNKNOWN = ""
#: Days within which a director may object to the new date, or a member may reply.
DAYS_TO_OBJECT = 14


@dataclass
class Rescheduled:
    """What changing a meeting came to.

    told: {position of a meeting: the time its readers know, as `time_of`, or UNKNOWN} for every
    meeting of the part that is at another time than the readers know. directors, members: how
    many letters are written to each. tasks, sessions: [(task or director session, date before)].
    replaced: letters that are dropped because the new ones say it all. is_correction: it was held
    then all along.
    """

    is_moved: bool
    is_correction: bool = False
    told: dict = field(default_factory=dict)
    directors: int = 0
    members: int = 0
    tasks: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    replaced: list = field(default_factory=list)

    @property
    def letters(self):
        return self.directors + self.members


@transaction.atomic
def reschedule(meeting, *, act=None, **changes):
    """Change columns of date, time and place (see Meeting.move). Returns a Rescheduled.

    Members get a letter only about another day or time; another address is in the next
    reminder and in the calendar. Directors get one only about a mandatory meeting, because
    these are what they signed for. Tasks before the meeting and sessions of directors keep their
    distance to it. One that was called off takes place then, on its new day. A day that is over
    is corrected without letters. Raises ActRefused for one that was held and would be moved ahead,
    and where who is expected cannot change any more.
    """
    refusal = move_refusal(meeting, changes.get("on", meeting.on))
    expected = changes.get("mandatory", meeting.mandatory)
    if refusal := refusal or expectation_refusal(meeting, expected):
        raise ActRefused(refusal)
    before, on = time_of(meeting), meeting.on
    is_correction = corrects_the_past(meeting, changes)
    if not meeting.move(**changes):
        return Rescheduled(is_moved=False)
    if is_correction:
        meeting.replies.filter(answered_for=on).update(answered_for=meeting.on)
        return Rescheduled(is_moved=True, is_correction=True)
    if meeting.is_called_off:
        meeting.call_on()
    done = move_what_hangs_on(meeting, days=(meeting.on - on).days)
    done.told, done.replaced = replace_letters(meeting, before)
    if done.told:
        contexts = {language: context_in(language, meeting, done.told) for language in ("en", "es")}
        done.directors = write_to_directors(meeting, contexts, act) if meeting.mandatory else 0
        done.members = write_to_members(meeting, contexts, act)
    return done


def move_what_hangs_on(meeting, *, days):
    """Move tasks and director sessions with a meeting that has moved by so many days.

    Returns a Rescheduled without letters.
    """
    return Rescheduled(
        is_moved=True,
        tasks=move_tasks(meeting, days=days),
        sessions=move_sessions(meeting, days=days),
    )


def move_refusal(meeting, on):
    """Why the meeting cannot be on this day, as a sentence; "" if it can."""
    if on <= meeting.cohort.today or on == meeting.on:
        return ""
    if not meeting.was_held and not Response.objects.filter(evaluation__meeting=meeting).exists():
        return ""
    return _(
        "Who came to meeting %(n)s is noted, or it was evaluated, so it was held and is not moved "
        "ahead. Add a make-up meeting instead."
    ) % {"n": meeting.number}


def corrects_the_past(meeting, changes):
    """Whether these changes only say on which day, and when, it was: nobody has to come then."""
    today = meeting.cohort.today
    is_over = meeting.has_begun or (meeting.is_called_off and meeting.days_ahead < 0)
    return is_over and changes.get("on", meeting.on) <= today


def time_of(meeting):
    """When the meeting is, as it can be stored as JSON."""
    return [meeting.on.isoformat(), meeting.starts.isoformat("minutes"), meeting.minutes]


def move_tasks(meeting, *, days):
    """Move the due dates of what is not done by so many days, but not into the past.

    Returns [(task, date before)] of those that changed.
    """
    moved, today = [], meeting.cohort.today
    for task in meeting.logistics.filter(done_at=None, due_on__isnull=False):
        due_on = max(task.due_on + timedelta(days=days), min(today, task.due_on))
        if due_on != task.due_on:
            moved.append((task, task.due_on))
            task.due_on = due_on
            task.save(update_fields=["due_on"])
    return moved


def move_sessions(meeting, *, days):
    """Move the sessions of directors that hang on this meeting, but not into the past: reviews
    after it and, with the first meeting of a part, the orientation before it.

    A session whose day has come stays. Returns [(session, date before)] of those that changed.
    """
    moved, today = [], meeting.cohort.today
    for session in sessions_that_hang_on(meeting).filter(on__gt=today):
        on = max(session.on + timedelta(days=days), today)
        if on != session.on:
            moved.append((session, session.on))
            session.on = on
            session.save(update_fields=["on"])
    return moved


def sessions_that_hang_on(meeting):
    sessions = meeting.cohort.director_sessions
    of_part = meeting.cohort.meetings.of_the_plan().filter(part=meeting.part)
    after = Q(after_meeting=meeting)
    if of_part.order_by("position").first() != meeting:
        return sessions.filter(after)
    return sessions.filter(after | Q(after_meeting=None, part=meeting.part))


def replace_letters(meeting, before):
    """Drop unsent letters about dates of this part; the new letters list all its dates.

    Returns (told, primary keys of those letters). A time that a dropped letter was about is not
    known to its reader either, so the new letter tells of it, too.
    """
    keys = list(outdated_letters(meeting).values_list("pk", flat=True))
    told = {str(meeting.position): before}
    acts = StaffAct.objects.filter(letters__in=keys, undone_at=None).order_by("-done_at")
    for act in acts.distinct():
        told |= act.undo_data.get("told", {})
    Letter.objects.filter(pk__in=keys).drop_queued()
    now = {str(row.position): time_of(row) for row in meeting.cohort.meetings.all()}
    return {place: when for place, when in told.items() if now.get(place) != when}, keys


def outdated_letters(meeting):
    """Unsent letters about dates of this part, which a new letter with all its dates replaces, and
    unsent reminders of this meeting, which name its old day.
    """
    positions = meeting.cohort.meetings.filter(part=meeting.part).values("position")
    waiting = Letter.objects.filter(cohort=meeting.cohort, status=Letter.Status.QUEUED, attempts=0)
    of_directors = {"application_letter__endorsement__application__cohort_part__part": meeting.part}
    about_dates = Q(code__in=[CODE, CALLED_OFF_CODE]) & (
        Q(**of_directors) | Q(meeting_position__in=positions)
    )
    return waiting.filter(
        about_dates | Q(code="meeting-reminder", meeting_position=meeting.position)
    )


def link_expiry(meeting):
    """When the link of the letter expires: at the end of the last day to object."""
    day_after = last_day_to_object(meeting) + timedelta(days=1)
    return datetime.combine(day_after, time(), tzinfo=meeting.zone)


def last_day_to_object(meeting):
    """After DAYS_TO_OBJECT, but on the day before the meeting at the latest; never past."""
    today = meeting.cohort.today
    return max(today, min(today + timedelta(days=DAYS_TO_OBJECT), meeting.on - timedelta(days=1)))


def context_in(language, meeting, told):
    part = CohortPart.objects.select_related("cohort__network", "part").get(
        cohort=meeting.cohort, part=meeting.part
    )
    with translation.override(language):
        return part_placeholders(part) | {
            "deadline": dates.day(last_day_to_object(meeting)),
            "meetings_list": dates_ahead(meeting, told),
        }


def dates_ahead(meeting, told):
    """The meetings of the part from today on, and those that moved with the time they had."""
    today = meeting.cohort.today
    ahead = meeting.cohort.meetings.filter(part=meeting.part, on__gte=today).in_order()
    return bullet_list(
        marked_line(row, meeting.cohort, told.get(str(row.position))) for row in ahead
    )


def marked_line(meeting, cohort, was):
    line = meeting_line(meeting, cohort)
    if meeting.is_called_off:
        off = _("POSTPONED: %(line)s") if meeting.postponed else _("CALLED OFF: %(line)s")
        return off % {"line": line}
    if was is None:
        return line
    if was == UNKNOWN:
        return _("NEW: %(line)s") % {"line": line}
    return _("NEW: %(line)s (until now it was %(was)s)") % {"line": line, "was": when(meeting, was)}


def when(meeting, stored):
    """A time that `time_of` stored, in words, in the zone of the meeting."""
    on, starts, minutes = stored
    begins = datetime.combine(
        date.fromisoformat(on), time.fromisoformat(starts), tzinfo=meeting.zone
    )
    ends = begins + timedelta(minutes=minutes)
    return f"{dates.day(begins)}, {dates.time_range(begins, ends)}"


def write_to_directors(meeting, contexts, act=None, *, code=CODE, until=None):
    """One letter to each director who signed. Returns how many."""
    directors, until = directors_who_signed(meeting), until or link_expiry(meeting)
    for row in directors:
        own = language_of_director(row.application, email=row.supervisor_email)
        language = own if own in contexts else "en"
        context = contexts[language] | {"person_name": row.supervisor_name}
        write_letter_to_director(row, code, until=until, language=language, act=act, **context)
    return len(directors)


def directors_who_signed(meeting):
    """A sign-off of each director for the part, however many members they signed for."""
    part = {
        "application__cohort_part__cohort": meeting.cohort,
        "application__cohort_part__part": meeting.part,
    }
    given = SupervisorEndorsement.objects.active().filter(**part, given_at__isnull=False)
    related = given.select_related(
        "application__cohort_part__cohort__network", "application__cohort_part__part"
    )
    return {e.supervisor_key: e for e in related.order_by("pk")}.values()


def write_to_members(meeting, contexts, act=None, *, code=CODE, until=None):
    """A letter to each member of that day who has an address. Returns how many."""
    day = meeting.members_of_the_day().select_related("person").in_name_order()
    members = [m for m in day if m.person.email]
    for membership in members:
        write_date_letter(meeting, membership, contexts, act, code=code, until=until)
    return len(members)


def write_date_letter(meeting, membership, contexts, act=None, *, code=CODE, until=None):
    """A letter with a link to the reply page."""
    language = membership.person.language if membership.person.language in contexts else "en"
    write_to_member(
        code,
        membership,
        cohort=meeting.cohort,
        meeting_position=meeting.position,
        purpose=Link.Purpose.REPLY,
        until=until or link_expiry(meeting),
        language=language,
        act=act,
        **contexts[language],
    )
