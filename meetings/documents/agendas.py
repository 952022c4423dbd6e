"""Two prints of one agenda: the facilitators' run of show, and the page everybody gets."""

from datetime import timedelta

from django.utils.translation import gettext as _

from lib.charts import WIDE_WIDTH, timeline
from lib.dates import bare_clock, clock, short_day

from ..agenda_timing import UNCUTTABLE_KINDS, AgendaTimes
from .crew import Staff
from .header import SET_UP_MINUTES, SIGN_IN_MINUTES, head_of
from .materials import in_a_block, packed

#: Inches of a minute on the page everybody gets, and the most that a whole day may take.
INCH_A_MINUTE, DAY = 0.0165, 4.5
#: More blocks or more words than this take more lines, so their minutes get less room.
MANY_BLOCKS, MANY_LETTERS, TIGHT = 12, 780, 0.7
SHORT = 15


def participant_agenda(meeting, *, code, topics=()):
    """No facilitator's word: times, titles, one line, what to bring, where to evaluate (code: of the evaluation, see below).

    code: {"svg", "typed"}, the QR code of the evaluation and its address in letters.
    """
    times = AgendaTimes(meeting)
    return head_of(meeting, topics) | {
        "blocks": blocks_to_scale(times),
        "sign_in": clock(earlier(meeting, SIGN_IN_MINUTES)),
        "before": meeting.before_work,
        "after": meeting.between_task,
        "after_by": next_day(meeting),
        "code": code,
    }


def blocks_to_scale(times, day=DAY):
    """The blocks of the day; height follows minutes, so an hour looks like an hour."""
    tight = TIGHT if len(times.blocks) > MANY_BLOCKS or letters_in(times) > MANY_LETTERS else 1
    inch = tight * min(INCH_A_MINUTE, day / max(times.total, 1))
    return [block_to_scale(block, inch) for block in times.blocks]


def letters_in(times):
    """How much there is to read, in the reader's language."""
    return sum(len(str(block.segment.title)) + len(str(block.segment.participant_text)) for block in times.blocks)


def block_to_scale(block, inch):
    segment = block.segment
    return {
        "time": bare_clock(block.begins),
        "minutes": segment.minutes,
        "height": f"{max(0.19, segment.minutes * inch):.3f}in",
        "is_short": segment.minutes <= SHORT,
        "is_rest": block.family == "rest",
        "is_beside": block.is_beside,
        "family": block.family,
        "word": block.word,
        "title": segment.title,
        "text": segment.participant_text,
    }


def run_of_show(meeting, *, topics=()):
    """Everything facilitators need in the hand: steps, materials, roles, what to cut, what to do last."""
    times, staff = AgendaTimes(meeting), Staff(meeting)
    people = meeting.roster().count()
    return head_of(meeting, topics) | the_day(times, staff, packed_for=people or meeting.cohort.seats.count()) | {
        "room_open": clock(earlier(meeting, set_up_minutes(meeting))),
        "people": people,
        "replies": reply_counts(meeting, people),
        "promises": promises_to(meeting),
    }


def the_day(times, staff, *, packed_for):
    """What a run of show takes from the agenda alone, held or planned."""
    return {
        "times": times,
        "staff": staff.facts(),
        "day": timeline(times.blocks, WIDE_WIDTH, max(times.total, times.planned, 1), times.planned if times.over else None, None),
        "rows": [row_of(block, staff) for block in times.blocks],
        "cuts": what_to_cut(times),
        "kept": kept_whole(times),
        "packed": packed([s.materials for s in times.segments], packed_for),
        "packed_for": packed_for,
    }


def row_of(block, staff):
    segment = block.segment
    return block_to_scale(block, INCH_A_MINUTE) | {
        "lead": staff.leads(segment),
        "steps": segment.facilitator_text,
        "opt_out": segment.opt_out,
        "output": segment.output,
        "bring": in_a_block(segment.materials),
        "pinned": segment.pinned_start,
        "monitor": staff.safety_monitor,
        "needs_monitor": bool(segment.activity and segment.activity.needs_safety_monitor),
    }


def earlier(meeting, minutes):
    return meeting.starts_at - timedelta(minutes=minutes)


def set_up_minutes(meeting):
    return meeting.planned.setup_minutes if meeting.planned else SET_UP_MINUTES


def next_day(meeting):
    following = meeting.cohort.meetings.filter(position__gt=meeting.position).in_order().first()
    return short_day(following.on) if following else ""


def reply_counts(meeting, people):
    """How many come, do not come, send somebody, have not said; empty while nobody was asked."""
    counts = {answer: 0 for answer in ["coming", "not_coming", "substitute"]}
    for reply in meeting.replies.filter(membership__in=meeting.roster()):
        counts[reply.answer] += 1
    return counts | {"silent": people - sum(counts.values())} if any(counts.values()) else {}


def what_to_cut(times, limit=3):
    """The longest blocks first, each by a fifth; breaks, lunch and the evaluation keep their minutes."""
    givers = sorted((s for s in times.segments if s.kind not in UNCUTTABLE_KINDS and s.minutes >= 25), key=lambda s: (-s.minutes, s.position))
    return [{"minutes": max(5, segment.minutes // 25 * 5), "of": segment.minutes, "title": segment.title} for segment in givers[:limit]]


def kept_whole(times):
    lunch = _("Lunch starts at %(time)s.") % {"time": bare_clock(times.lunch.begins)} if times.lunch else ""
    evaluation = next((s for s in times.segments if s.kind == "evaluation"), None)
    keeps = _("The evaluation keeps its %(minutes)s minutes.") % {"minutes": evaluation.minutes} if evaluation else ""
    return " ".join(filter(None, [lunch, keeps]))


def promises_to(meeting):
    """What was promised at earlier meetings and is not kept yet."""
    from_before = meeting.follow_ups.model.objects.filter(meeting__cohort=meeting.cohort, meeting__position__lt=meeting.position)
    return from_before.filter(kept_at=None)[:8]
