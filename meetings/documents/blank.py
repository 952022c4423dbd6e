"""Papers of a guidebook before anybody meets: lines to write on where a date, a place or a name would stand."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from guidebooks.models import PlannedMeeting, PlannedSegment, Setting
from lib.cloning import values_of
from lib.dates import clock, time_range

from ..agenda_timing import AgendaTimes
from ..models import AgendaSegment
from .agendas import blocks_to_scale, earlier, the_day
from .crew import Staff
from .handouts import card_of
from .header import SIGN_IN_MINUTES
from .workbook import DAY_IN_BOOKLET, standards_by_group

NINE = time(9)
#: A day without a name: only its hours are printed.
SOME_DAY = date(2001, 1, 1)


class BlankMeeting:
    """A planned meeting as the printouts see a real one: it has an hour to begin, and no day, place or people."""

    notes = link_url = place_name = ""

    def __init__(self, planned, guidebook, starts=NINE):
        self.planned, self.guidebook, self.starts = planned, guidebook, starts
        self.minutes = planned.minutes or guidebook.minutes_per_meeting
        self.zone = timezone.get_current_timezone()
        self.starts_at = datetime.combine(SOME_DAY, starts, tzinfo=self.zone)
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)

    def __getattr__(self, name):
        """Title, purpose, what to bring: what the plan says."""
        return getattr(self.planned, name)

    @property
    def has_room(self):
        return self.planned.setting != Setting.VIRTUAL

    @property
    def blocks(self):
        """The planned blocks as unsaved blocks of an agenda."""
        return [as_block(segment) for segment in self.planned.segments.all()]

    @property
    def times(self):
        return AgendaTimes(self, self.blocks)


def as_block(segment):
    block = AgendaSegment(**values_of(segment, PlannedSegment.COPIED_FIELDS))
    block.activity = segment.activity
    return block


class NobodyYet(Staff):
    """The roles of a day that nobody holds yet: each a line to write a name on."""

    def __init__(self, network):
        self._names, self._monitors, self._has_region = {}, [], network.regions.exists()


def planned_meetings(guidebook):
    """All meetings of a version in order, each with its blocks: three queries."""
    plans = PlannedMeeting.objects.in_guidebook(guidebook)
    return list(plans.select_related("part").prefetch_related("segments__activity"))


def head_of(guidebook, plans, meeting=None):
    """The words and doors of a sheet about a guidebook, or about one of its meetings."""
    name = str(guidebook.name)
    return {
        "is_blank": True,
        "guidebook": guidebook,
        "cohort": name,
        "where": where(name, meeting),
        "doors": [door_of(plan, meeting.position if meeting else 1) for plan in plans],
        "foot": f"{guidebook.network.acknowledgement} {guidebook.network.disclaimer}".strip(),
    } | ({"meeting": meeting, "hours": time_range(meeting.starts_at, meeting.ends_at)} if meeting else {})


def where(name, meeting):
    return f"{name}, " + _("meeting %(number)s") % {"number": meeting.position} if meeting else name


def door_of(plan, today):
    state = "opening" if plan.position == today else "open" if plan.position < today else "shut"
    return {"state": state, "word": _("Meeting %(number)s") % {"number": plan.position}}


def participant_agenda(meeting, plans):
    return head_of(meeting.guidebook, plans, meeting) | {
        "blocks": blocks_to_scale(meeting.times),
        "sign_in": clock(earlier(meeting, SIGN_IN_MINUTES)) if meeting.has_room else "",
        "before": meeting.before_work,
        "after": meeting.between_task,
        "after_by": next_time(meeting, plans),
    }


def next_time(meeting, plans):
    """Stands where a dated agenda names the day of the next meeting; empty for the last one."""
    return _("our next meeting") if meeting.position < plans[-1].position else ""


def run_of_show(meeting, plans):
    return head_of(meeting.guidebook, plans, meeting) | the_day(meeting.times, NobodyYet(meeting.guidebook.network), packed_for=meeting.guidebook.capacity) | {
        "room_open": clock(earlier(meeting, meeting.setup_minutes)),
    }


def activity_cards(meeting, plans):
    once = {block.activity_id: block for block in reversed(meeting.blocks) if block.activity_id}
    in_order = dict.fromkeys(block.activity_id for block in meeting.blocks if block.activity_id)
    return head_of(meeting.guidebook, plans, meeting) | {"cards": [card_of(once[pk]) for pk in in_order]}


def evaluation_form(meeting, plans):
    return head_of(meeting.guidebook, plans, meeting) | meeting.evaluation.form.questions_by_kind()


def agreements_poster(guidebook, plans):
    return head_of(guidebook, plans) | {"agreements": guidebook.proposed_agreements.all()}


def workbook(guidebook, plans):
    return head_of(guidebook, plans) | {
        "agreements": guidebook.proposed_agreements.all(),
        "meetings": [spread_of(BlankMeeting(plan, guidebook), plans) for plan in plans],
        "asks_director": any(part.asks_sign_off for part in guidebook.parts.all()),
        "standards": standards_by_group(guidebook.network),
        "principles": guidebook.network.principles.all(),
    }


def spread_of(meeting, plans):
    """A left page with the agenda, a right page to write on."""
    page = participant_agenda(meeting, plans)
    return page | {"blocks": blocks_to_scale(meeting.times, DAY_IN_BOOKLET)}


def principles(guidebook, plans):
    return head_of(guidebook, plans) | {"principles": guidebook.network.principles.all()}
