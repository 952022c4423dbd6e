"""The meeting strip of a cohort's pages: recruitment, every meeting, the group; for one reader."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.access import CURRENT_MEMBERS, STAFF
from lib import dates
from meetings.locations import missing_location
from meetings.models import Attendance

from ..pages.meetings_of_cohort import FAR, load_meetings, relative_day
from ..pages.next_meeting import open_meeting
from .tabs import COHORT, GROUP, MEETING, RECRUIT


@dataclass(frozen=True)
class StripItem:
    """One item of the strip. `drawing`: open, opening or shut; empty for recruitment and group."""

    name: str
    href: str
    state: str
    drawing: str = ""
    when: str = ""
    is_chosen: bool = False
    is_today: bool = False
    is_trouble: bool = False
    is_off: bool = False

    @property
    def is_end(self):
        return not self.drawing

    @property
    def css(self):
        """The classes of its list item."""
        states = {
            "is-end": self.is_end,
            "is-here": self.is_chosen,
            "is-lit": self.is_today,
            "is-trouble": self.is_trouble,
            "is-off": self.is_off,
        }
        return " ".join(name for name, holds in states.items() if holds)


@dataclass(frozen=True)
class StripTab:
    label: str
    href: str
    is_current: bool = False
    key: str = ""


class MeetingStrip:
    """What the frame of a cohort's page shows to one reader.

    access: their CohortAccess. tabs: from tabs_of. chosen: RECRUIT, GROUP, a Meeting, COHORT on a
    page of the whole cohort, or None. tab: the current Tab, or None. meetings, counts (seats and
    members): where they are known already; else it asks for them, with three queries however many
    meetings there are.
    """

    def __init__(
        self, cohort, access, tabs, *, chosen=None, tab=None, meetings=None, counts=(None, None)
    ):
        self.cohort, self.access, self.tabs, self.counts = cohort, access, tabs, counts
        self.chosen, self.tab = chosen, tab
        self.meetings = load_meetings(cohort) if meetings is None else meetings
        self.next = open_meeting(self.meetings)

    @property
    def items(self):
        items = [self.end_item(RECRUIT, _("Recruit"), self.recruit_state)]
        items += [self.meeting_item(meeting) for meeting in self.meetings]
        items.append(self.end_item(GROUP, _("Group"), self.group_state))
        return [item for item in items if item is not None]

    def open_tabs(self, kind, meeting=None):
        """The tabs of this kind that the reader may open, one after the other."""
        return (tab for tab in self.tabs.get(kind, []) if tab.is_open(self, meeting))

    def end_item(self, kind, name, state):
        first = next(self.open_tabs(kind), None)
        if first is None:
            return None
        return StripItem(
            name=name,
            href=first.address(self.cohort, None),
            state=state(),
            is_chosen=self.chosen == kind,
        )

    def recruit_state(self):
        seats = self.cohort.seats.count() if self.counts[0] is None else self.counts[0]
        return ngettext("%(n)s seat", "%(n)s seats", seats) % {"n": seats}

    def group_state(self):
        members = self.counts[1]
        if members is None:
            members = self.cohort.memberships.current().count()
        return ngettext("%(n)s member", "%(n)s members", members) % {"n": members}

    def meeting_item(self, meeting):
        target = self.tab_for(meeting)
        if target is None:
            return None
        state, drawing, is_trouble = self.meeting_state(meeting)
        return StripItem(
            name=meeting.short_number,
            href=target.address(self.cohort, meeting),
            state=", ".join(filter(None, [meeting.added_word, state])),
            drawing=drawing,
            when=self.day_of(meeting),
            is_chosen=self.is_chosen(meeting),
            is_today=meeting.is_upcoming and meeting.is_today,
            is_off=meeting.is_called_off,
            is_trouble=is_trouble,
        )

    def day_of(self, meeting):
        """Its day; with the year, where the strip passes into another one."""
        years = [row.on.year for row in self.meetings if row.on < meeting.on]
        if years and max(years) != meeting.on.year:
            return f"{dates.strip_day(meeting.on)}, {meeting.on.year}"
        return dates.strip_day(meeting.on)

    def meeting_of(self, meeting):
        """The same meeting as the strip has loaded it; None for None."""
        return next((m for m in self.meetings if meeting and m.pk == meeting.pk), None)

    def is_chosen(self, meeting):
        return getattr(self.chosen, "pk", None) == meeting.pk

    def tab_for(self, meeting):
        """The tab a click on this meeting opens: one like the current one if the meeting has it."""
        offered = list(self.open_tabs(MEETING, meeting))
        alike = [tab for tab in offered if self.tab and tab.key == self.tab.key]
        return next(iter(alike + offered), None)

    def meeting_state(self, meeting):
        """(words, drawing, whether something is wrong)"""
        if meeting.is_called_off:
            return meeting.off_word, "shut", False
        if meeting.is_held:
            return self.held_state(meeting), "open", False
        if meeting.days_ahead < 0:
            return _("attendance is open"), "open", False
        missing = missing_location(meeting) if self.access.is_one_of(*STAFF) else ""
        if missing:
            return missing, self.drawing_ahead(meeting), True
        if self.is_next(meeting):
            words = relative_day(meeting) if meeting.days_ahead <= FAR else _("planned")
            return words, "opening", False
        return _("planned"), "shut", False

    def is_next(self, meeting):
        return self.next is not None and self.next.pk == meeting.pk

    def drawing_ahead(self, meeting):
        return "opening" if self.is_next(meeting) else "shut"

    def held_state(self, meeting):
        if self.access.is_one_of(*CURRENT_MEMBERS) and not self.access.is_one_of(*STAFF):
            return _("you came") if meeting.pk in self.came_to else _("you were not there")
        numbers = {"here": meeting.number_here, "all": meeting.number_noted}
        if meeting.reopened_at:
            return _("%(here)s of %(all)s came, corrected") % numbers
        return _("%(here)s of %(all)s came") % numbers

    @property
    def came_to(self):
        """Keys of the meetings this member came to; one query, once."""
        if not hasattr(self, "_came_to"):
            attended = Attendance.objects.filter(
                membership=self.access.membership, status__in=Attendance.ATTENDED
            )
            self._came_to = set(attended.values_list("meeting", flat=True))
        return self._came_to

    @property
    def chosen_tabs(self):
        """The StripTabs of what is chosen; those of the next meeting if nothing is. The whole
        cohort has none.
        """
        if self.chosen == COHORT:
            return []
        if self.chosen in (RECRUIT, GROUP):
            return self.tabs_as_links(self.chosen, None)
        meeting = self.chosen or self.next
        return self.tabs_as_links(MEETING, meeting) if meeting else []

    def tabs_as_links(self, kind, meeting):
        return [
            StripTab(
                label=tab.label_in(self.cohort),
                href=tab.address(self.cohort, meeting),
                is_current=self.tab is not None and tab.key == self.tab.key,
                key=tab.key,
            )
            for tab in self.open_tabs(kind, meeting)
        ]

    @property
    def chosen_name(self):
        """ "Meeting 2", "Recruit" or "Group"."""
        if self.chosen == RECRUIT:
            return _("Recruit")
        if self.chosen == GROUP:
            return _("Group")
        meeting = self.chosen or self.next
        return _("Meeting %(n)s") % {"n": meeting.number} if meeting else ""
