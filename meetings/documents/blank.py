"""Contexts of the documents of a guidebook: lines to write on in place of dates,
addresses and names.

They fill the same templates as the documents of a cohort;
`is_blank` tells the templates to draw lines.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import lead_title_in
from guidebooks.models import PlannedMeeting, PlannedSegment, Setting
from lib.cloning import values_of
from lib.dates import clock, time_range

from ..agenda_times import AgendaTimes
from ..models import AgendaSegment
from .agendas import blocks_to_scale, minutes_before, room_opening, schedule_context
from .crew import Crew
from .handouts import activity_card
from .header import SIGN_IN_MINUTES
from .workbook import BOOKLET_DAY_INCHES, standards_by_group

#: When a meeting starts unless the reader chooses another time.
DEFAULT_START = time(9)
#: Any day: only the hours are printed.
SOME_DAY = date(2001, 1, 1)


class SampleMeeting:
    """A planned meeting with the attributes of a Meeting that documents use:
    start and end, but no day or address.

    Other attributes are those of the PlannedMeeting.
    """

    notes = link_url = place_name = ""

    def __init__(self, planned, guidebook, starts=DEFAULT_START):
        self.planned, self.guidebook, self.starts = planned, guidebook, starts
        self.minutes = planned.minutes or guidebook.minutes_per_meeting
        self.zone = timezone.get_current_timezone()
        self.starts_at = datetime.combine(SOME_DAY, starts, tzinfo=self.zone)
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)

    def __getattr__(self, name):
        return getattr(self.planned, name)

    @property
    def number(self):
        return self.planned.position

    @property
    def has_room(self):
        return self.planned.setting != Setting.VIRTUAL

    @property
    def blocks(self):
        """The planned blocks as unsaved AgendaSegments."""
        return [unsaved_block(segment) for segment in self.planned.segments.all()]

    @property
    def times(self):
        return AgendaTimes(self, self.blocks)


def unsaved_block(segment):
    block = AgendaSegment(**values_of(segment, PlannedSegment.COPIED_FIELDS))
    block.activity = segment.activity
    return block


class UnassignedCrew(Crew):
    """A crew without names."""

    def __init__(self, network):
        self._names, self._monitors, self._has_region = {}, [], network.regions.exists()
        self._lead_title = lead_title_in(network)


def planned_meetings(guidebook):
    """All planned meetings in order, each with its blocks and their activities: three queries."""
    plans = PlannedMeeting.objects.in_guidebook(guidebook)
    return list(plans.select_related("part").prefetch_related("segments__activity"))


def header_context(guidebook, plans, meeting=None):
    """The part of the context that all documents share.

    meeting: the SampleMeeting the document is about, if any.

    plans: all planned meetings of the guidebook, for the meeting strip.
    """
    name = str(guidebook.name)
    return {
        "is_blank": True,
        "guidebook": guidebook,
        "asks_director": guidebook.asks_director,
        "cohort": name,
        "where": document_title(name, meeting),
        "strip": [strip_item(plan, meeting.position if meeting else 1) for plan in plans],
        "footer": f"{guidebook.network.acknowledgement} {guidebook.network.disclaimer}".strip(),
    } | (
        {"meeting": meeting, "hours": time_range(meeting.starts_at, meeting.ends_at)}
        if meeting
        else {}
    )


def document_title(name, meeting):
    return f"{name}, " + _("meeting %(number)s") % {"number": meeting.position} if meeting else name


def strip_item(plan, today):
    state = "opening" if plan.position == today else "open" if plan.position < today else "shut"
    return {"state": state, "word": _("Meeting %(number)s") % {"number": plan.position}}


def participant_agenda(meeting, plans):
    return header_context(meeting.guidebook, plans, meeting) | {
        "blocks": blocks_to_scale(meeting.times),
        "sign_in": clock(minutes_before(meeting, SIGN_IN_MINUTES)) if meeting.has_room else "",
        "before": meeting.before_work,
        "after": meeting.between_task,
        "after_by": next_meeting_text(meeting, plans),
    }


def next_meeting_text(meeting, plans):
    """In place of the day of the next meeting; empty for the last one."""
    return _("our next meeting") if meeting.position < plans[-1].position else ""


def run_of_show(meeting, plans):
    guidebook = meeting.guidebook
    return {
        **header_context(guidebook, plans, meeting),
        **schedule_context(
            meeting.times, UnassignedCrew(guidebook.network), people=guidebook.capacity
        ),
        "room_open": room_opening(meeting),
    }


def activity_cards(meeting, plans):
    first = {}
    for block in meeting.blocks:
        if block.activity_id:
            first.setdefault(block.activity_id, block)
    cards = [activity_card(block) for block in first.values()]
    return header_context(meeting.guidebook, plans, meeting) | {"cards": cards}


def evaluation_form(meeting, plans):
    return (
        header_context(meeting.guidebook, plans, meeting)
        | meeting.evaluation.form.questions_by_kind()
    )


def agreements_poster(guidebook, plans):
    return header_context(guidebook, plans) | {"agreements": guidebook.proposed_agreements.all()}


def workbook(guidebook, plans):
    return header_context(guidebook, plans) | {
        "agreements": guidebook.proposed_agreements.all(),
        "meetings": [meeting_spread(SampleMeeting(plan, guidebook), plans) for plan in plans],
        "profile_questions": list(guidebook.profile_questions.all()),
        "standards": standards_by_group(guidebook.network),
        "principles": guidebook.network.principles.all(),
    }


def meeting_spread(meeting, plans):
    """Context of two facing pages: the agenda on the left, space for notes on the right."""
    page = participant_agenda(meeting, plans)
    return page | {"blocks": blocks_to_scale(meeting.times, BOOKLET_DAY_INCHES)}


def principles(guidebook, plans):
    return header_context(guidebook, plans) | {"principles": guidebook.network.principles.all()}
