"""Two documents of an agenda: the run of show for facilitators, and the agenda for everybody."""

from datetime import timedelta

from django.utils.translation import gettext as _

from lib.charts import WIDE_WIDTH, timeline
from lib.dates import bare_clock, clock

from ..agenda_times import UNCUTTABLE_KINDS, AgendaTimes
from ..models import FollowUp
from ..pages.rsvp import rsvp_summary
from .crew import Crew, duties_of_members
from .header import SET_UP_MINUTES, SIGN_IN_MINUTES, header_context, next_meeting_day
from .materials import material_labels
from .packing_list import packing_list

#: Height of a minute in inches, and the most inches that all blocks of a day may take.
INCHES_PER_MINUTE, DAY_INCHES = 0.0165, 4.5
#: Above so many blocks or characters the text needs more lines, so minutes are drawn lower
#: by this factor.
MANY_BLOCKS, MANY_CHARACTERS, TIGHT_FACTOR = 12, 780, 0.7
#: A block of so many minutes or fewer is drawn on one line.
SHORT_MINUTES = 15


def participant_agenda(meeting, *, code, topics=()):
    """Context of the agenda for everybody: times, titles and participant texts,
    nothing for facilitators only.

    code: {"svg", "typed"}, the QR code of the evaluation and its address as text.
    """
    times = AgendaTimes(meeting)
    return header_context(meeting, topics) | {
        "blocks": blocks_to_scale(times),
        "sign_in": clock(minutes_before(meeting, SIGN_IN_MINUTES)),
        "before": meeting.before_work,
        "after": meeting.between_task,
        "after_by": next_meeting_day(meeting),
        "code": code,
    }


def blocks_to_scale(times, day=DAY_INCHES):
    """Contexts of all blocks, with heights in proportion to their minutes.

    day: the most inches they may take.
    """
    is_tight = len(times.blocks) > MANY_BLOCKS or count_characters(times) > MANY_CHARACTERS
    inches = (TIGHT_FACTOR if is_tight else 1) * min(INCHES_PER_MINUTE, day / max(times.total, 1))
    return [block_to_scale(block, inches) for block in times.blocks]


def count_characters(times):
    """Length of all titles and participant texts in the active language."""
    return sum(
        len(str(block.segment.title)) + len(str(block.segment.participant_text))
        for block in times.blocks
    )


def block_to_scale(block, inches):
    """inches: the height of one minute."""
    segment = block.segment
    return {
        "time": bare_clock(block.begins),
        "minutes": segment.minutes,
        "height": f"{max(0.19, segment.minutes * inches):.3f}in",
        "is_short": segment.minutes <= SHORT_MINUTES,
        "is_rest": block.family == "rest",
        "is_beside": block.is_beside,
        "family": block.family,
        "word": block.word,
        "title": segment.title,
        "text": segment.participant_text,
    }


def run_of_show(meeting, *, topics=()):
    """Context of what facilitators need for each block, and of lists for before and after."""
    times, crew = AgendaTimes(meeting), Crew(meeting)
    people = meeting.roster().count()
    return {
        **header_context(meeting, topics),
        **schedule_context(times, crew, people=people or meeting.cohort.seats.count()),
        "room_open": room_opening(meeting),
        "member_duties": duties_of_members(meeting.cohort),
        "people": people,
        "replies": reply_counts(meeting, people),
        "needs": needs_of_members(meeting),
        "follow_ups": open_follow_ups(meeting),
    }


def schedule_context(times, crew, *, people):
    """What follows from the agenda. people: for how many to pack materials."""
    return {
        "times": times,
        "crew": crew.role_names(),
        "day": timeline_of(times),
        "rows": [run_of_show_row(block, crew) for block in times.blocks],
        "cuts": suggested_cuts(times),
        "kept": uncut_blocks_note(times),
        "packing_list": packing_list([s.materials for s in times.segments], people),
        "packed_for": people,
    }


def timeline_of(times):
    """The blocks as a timeline, marked where the planned time is over if they take longer."""
    total = max(times.total, times.planned, 1)
    return timeline(times.blocks, WIDE_WIDTH, total, times.planned if times.over else None, None)


def run_of_show_row(block, crew):
    segment = block.segment
    return block_to_scale(block, INCHES_PER_MINUTE) | {
        "lead": crew.leads(segment),
        "steps": segment.facilitator_text,
        "opt_out": segment.opt_out,
        "output": segment.output,
        "bring": material_labels(segment.materials),
        "pinned": segment.pinned_start,
        "monitor": crew.safety_monitor,
        "needs_monitor": bool(segment.activity and segment.activity.needs_safety_monitor),
    }


def room_opening(meeting):
    """When the room opens, as text; "" without a room. meeting: also a SampleMeeting."""
    return clock(minutes_before(meeting, set_up_minutes(meeting))) if meeting.has_room else ""


def minutes_before(meeting, minutes):
    return meeting.starts_at - timedelta(minutes=minutes)


def set_up_minutes(meeting):
    return meeting.planned.setup_minutes if meeting.planned else SET_UP_MINUTES


def needs_of_members(meeting):
    """[(kind of need, as from `count_alike`)], empty where nobody needs anything."""
    rsvp = rsvp_summary(meeting)
    return [(_("Food"), rsvp.food), (_("Access"), rsvp.access)] if rsvp.needs else []


def reply_counts(meeting, people):
    """{answer: number of members}, and as "silent" those without a reply;
    empty while nobody has replied.
    """
    counts = dict.fromkeys(["coming", "not_coming", "substitute"], 0)
    for reply in meeting.replies.for_the_day().filter(membership__in=meeting.roster()):
        counts[reply.answer] += 1
    return counts | {"silent": people - sum(counts.values())} if any(counts.values()) else {}


def suggested_cuts(times, limit=3):
    """What to shorten when a meeting runs late: a fifth of the longest blocks,
    in steps of five minutes.
    """
    long = [s for s in times.segments if s.kind not in UNCUTTABLE_KINDS and s.minutes >= 25]
    long.sort(key=lambda s: (-s.minutes, s.position))
    return [
        {"minutes": max(5, s.minutes // 25 * 5), "of": s.minutes, "title": s.title}
        for s in long[:limit]
    ]


def uncut_blocks_note(times):
    """A note on when lunch starts and how long the evaluation takes, empty without such blocks."""
    lunch = (
        _("Lunch starts at %(time)s.") % {"time": bare_clock(times.lunch.begins)}
        if times.lunch
        else ""
    )
    evaluation = next((s for s in times.segments if s.kind == "evaluation"), None)
    keeps = (
        _("The evaluation keeps its %(minutes)s minutes.") % {"minutes": evaluation.minutes}
        if evaluation
        else ""
    )
    return " ".join(filter(None, [lunch, keeps]))


def open_follow_ups(meeting, limit=8):
    """Follow-ups of earlier meetings that are not done."""
    earlier = FollowUp.objects.filter(
        meeting__cohort=meeting.cohort, meeting__position__lt=meeting.position
    )
    return earlier.filter(kept_at=None)[:limit]
