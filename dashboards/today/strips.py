"""The meeting strips of several cohorts on one page, in a fixed number of queries."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, FilteredRelation, Q
from django.db.models.functions import Coalesce

from cohorts.access import EVALUATOR, FACILITATOR, LEAD, STAFF, STATE, accesses_of
from cohorts.models import CohortMembership, Seat
from meetings.agenda_times import AgendaTimes
from meetings.locations import missing_location
from meetings.models import AgendaSegment, Meeting, Reply

from ..actions.make_document import packs_made
from ..document_links import may_print
from ..navigation.strip import MeetingStrip
from ..navigation.tabs import RECRUIT, tabs_of
from ..pages.meetings_of_cohort import load_meetings_of
from ..pages.pack_button import pack_button
from ..print_pack import PACK
from .cohort_facts import CohortFacts, facts_of


@dataclass(frozen=True)
class CohortToday:
    """One cohort on the page Today: its strip and where its next meeting stands.

    replies: {answer: number}; members: how many there are; agenda_minutes: the sum of its blocks;
    food, access_needs: how many of those who come wrote such a need; has_pack: whether its pack
    was made; checks_pack: whether that is compared with what it would be now; facts: CohortFacts;
    recruitment: as recruitment_summary.
    """

    strip: MeetingStrip
    replies: dict
    members: int
    agenda_minutes: int
    food: int = 0
    access_needs: int = 0
    has_pack: bool = False
    checks_pack: bool = False
    facts: CohortFacts | None = None
    recruitment: dict | None = None

    @property
    def where(self):
        """Where its next meeting is, or that this is missing."""
        missing = missing_location(self.meeting)
        return missing or self.meeting.place_name or self.meeting.get_setting_display()

    @property
    def prints_pack(self):
        """Whether the reader facilitates it and may print the pack of the next meeting."""
        facilitates = self.access.is_one_of(FACILITATOR) and may_print(PACK, self.access)
        return facilitates and self.meeting is not None and PACK.exists_for(self.meeting)

    @cached_property
    def pack_button(self):
        """The PackButton of the next meeting; None for who may not print its pack."""
        if not self.meeting or not self.prints_pack:
            return None
        return pack_button(
            self.meeting, self.access, was_made=self.has_pack, is_checked=self.checks_pack
        )

    @property
    def cohort(self):
        return self.strip.cohort

    @property
    def access(self):
        return self.strip.access

    @property
    def meeting(self):
        """The meeting that is prepared or under way; None when nothing is ahead."""
        following = self.strip.next
        return following if following and not following.is_held else None

    @property
    def coming(self):
        return self.replies.get(Reply.Answer.COMING, 0)

    @property
    def not_answered(self):
        return max(0, self.members - sum(self.replies.values()))


def cohorts_today(person, cohorts):
    """[CohortToday] in the order of the cohorts, a list; cohorts that this reader has no page of
    are left out.
    """
    accesses, meetings = accesses_of(person, cohorts), load_meetings_of(cohorts)
    seats = count_by_cohort(Seat.objects.filter(cohort__in=cohorts))
    current = CohortMembership.objects.current().filter(cohort__in=cohorts)
    members = count_by_cohort(current)
    strips = [
        MeetingStrip(
            cohort,
            accesses[cohort.pk],
            tabs_of(accesses[cohort.pk]),
            chosen=RECRUIT if oversees_recruitment(cohort, accesses[cohort.pk]) else None,
            meetings=meetings[cohort.pk],
            counts=(seats.get(cohort.pk, 0), members.get(cohort.pk, 0)),
        )
        for cohort in cohorts
    ]
    following = [strip.next for strip in strips if strip.next]
    replies, minutes = reply_counts(following), agenda_minutes(following)
    needs, packs = need_counts(following), packs_made(following)
    facts = facts_of([s for s in strips if s.access.is_one_of(*STAFF, EVALUATOR)])
    entries = [
        CohortToday(
            strip,
            replies=replies.get(key, {}),
            members=members.get(strip.cohort.pk, 0),
            agenda_minutes=minutes.get(key, 0),
            has_pack=key in packs,
            facts=facts.get(strip.cohort.pk),
            **needs.get(key, {}),
        )
        for strip, key in [(strip, strip.next and strip.next.pk) for strip in strips]
        if strip.tabs
    ]
    return check_first_pack(entries)


def oversees_recruitment(cohort, access):
    """Whether recruitment, and no meeting yet, is what this reader works on."""
    return (
        cohort.is_recruiting and access.is_one_of(LEAD, STATE) and not access.is_one_of(FACILITATOR)
    )


def check_first_pack(entries):
    """The same entries; the first pack that is made is compared with what it would be now, so that
    the page costs the same for many cohorts as for one.
    """
    first = next((e for e in entries if e.has_pack and e.prints_pack), None)
    return [replace(entry, checks_pack=True) if entry is first else entry for entry in entries]


def count_by_cohort(rows):
    """{cohort key: number of rows}"""
    return dict(rows.order_by().values_list("cohort").annotate(Count("pk")))


def reply_counts(meetings):
    """{meeting key: {answer: number}} of members who have not left; meetings: a list."""
    rows = Reply.objects.for_the_day().filter(meeting__in=meetings, membership__left_on=None)
    rows, found = rows.order_by(), {}
    for meeting, answer, number in rows.values_list("meeting", "answer").annotate(Count("pk")):
        found.setdefault(meeting, {})[answer] = number
    return found


def need_counts(meetings):
    """{meeting key: {"food", "access_needs": how many have one, except who does not come}}

    meetings: at most one of each cohort.
    """
    keys = {meeting.cohort_id: meeting.pk for meeting in meetings}
    members = CohortMembership.objects.current().filter(cohort__in=keys).order_by()
    of_meeting = Q(replies__meeting__in=keys.values())
    rows = members.annotate(
        said=FilteredRelation("replies", condition=of_meeting),
        needed=Coalesce("said__access_needs", "access_needs"),
        eaten=Coalesce("said__food_needs", "food_needs"),
    ).exclude(said__answer=Reply.Answer.NOT_COMING)
    counted = rows.values("cohort").annotate(
        food=Count("pk", filter=Q(eaten__gt="")),
        access_needs=Count("pk", filter=Q(needed__gt="")),
    )
    return {
        keys[row.pop("cohort")]: row for row in counted.values("cohort", "food", "access_needs")
    }


def agenda_minutes(meetings):
    """{meeting key: minutes that its agenda takes}; meetings: a list."""
    segments = {meeting.pk: [] for meeting in meetings}
    for segment in AgendaSegment.objects.filter(meeting__in=meetings).order_by("position"):
        segments[segment.meeting_id].append(segment)
    return {meeting.pk: AgendaTimes(meeting, segments[meeting.pk]).total for meeting in meetings}


def upcoming_first(cohorts):
    """Cohorts with the earliest meeting ahead first; those without one last."""
    ahead = Meeting.objects.filter(cohort__in=cohorts).upcoming().values_list("cohort", "on")
    days = {}
    for cohort, on in ahead:
        days.setdefault(cohort, on)
    with_meeting = [cohort for cohort in cohorts if cohort.pk in days]
    without = [cohort for cohort in cohorts if cohort.pk not in days]
    return sorted(with_meeting, key=lambda cohort: (days[cohort.pk], cohort.pk)) + without
