"""Cohorts with their members: opened by the product's action, then filled in bulk."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from cohorts.models import Cohort, CohortMembership, Letter, Seat, StaffRole
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from people.models import Placement, Supervision

PACIFIC = ZoneInfo("America/Los_Angeles")
DIRECTORS, SEATED = 3, 20
CYCLES = {"recruiting": "2026-28", "running": "2026-28", "shown": "2024-26", "archived": "2022-24"}
STATUS = {"recruiting": "recruiting", "running": "meeting"}
#: Days from today to each meeting, by the kind of cohort.
DAYS = {
    "recruiting": [62, 118, 174, 370, 426],
    "running": [-150, -80, -10, 20, 90],
    "shown": [-700, -640, -580, -300, -100],
    "archived": [-1500, -1440, -1380, -1100, -900],
}


@dataclass
class Group:
    """A cohort with the rows that later steps need."""

    kind: str
    cohort: Cohort
    meetings: list
    staff: list
    directors: list
    sites: list = field(default_factory=list)
    members: list = field(default_factory=list)

    @property
    def held(self):
        today = timezone.localdate()
        return [meeting for meeting in self.meetings if meeting.on < today]

    @property
    def released(self):
        """The meetings with a release: all held ones, but the latest of a running cohort,
        whose evaluation is open.
        """
        return self.held[:-1] if self.kind == "running" else self.held


def moment(day, hour=10):
    return datetime.combine(day, time(hour), tzinfo=PACIFIC)


def open_group(pool, guidebook, region, kind, number, size):
    today = timezone.localdate()
    dates = {position: today + timedelta(days=days) for position, days in enumerate(DAYS[kind], 1)}
    staff, directors = pool.take(2), pool.take(DIRECTORS)
    first = dates[1]
    apply_by = today + timedelta(days=20) if kind == "recruiting" else first - timedelta(days=42)
    cohort = open_cohort(
        CohortPlan(
            guidebook=guidebook,
            region=region,
            name=f"Cohort {number} of region {region.number}, {kind}",
            cycle=CYCLES[kind],
            first_meeting_on=first,
            starts=time(9),
            capacity=max(size.members, 30),
            apply_by=apply_by,
            notice_on=apply_by + timedelta(days=7),
            place_name="Oak Room (invented)",
            place_address="1 Example Street",
            meeting_dates=dates,
        ),
        slug=f"{kind}-{number}",
        by=staff[0],
        status=STATUS.get(kind, "completed"),
        is_demo=True,
    )
    opened_at = moment(first - timedelta(days=90))
    Cohort.objects.filter(pk=cohort.pk).update(
        opened_at=opened_at,
        published_at=opened_at,
        published_by=staff[0],
        contact_name=staff[0].name,
        contact_email=staff[0].email,
    )
    StaffRole.objects.bulk_create(
        StaffRole(
            person=person,
            kind=kind_of_role,
            cohort=cohort,
            starts_on=min(first, today) - timedelta(days=90),
        )
        for person, kind_of_role in zip(staff, StaffRole.FACILITATES, strict=True)
    )
    meetings = list(cohort.meetings.select_related("part", "evaluation").in_order())
    return Group(kind, cohort, meetings, staff, directors)


def fill_group(pool, group, members):
    """Add members with seats, sites and directors.

    In completed cohorts one in twelve left after the second meeting.
    """
    county = group.cohort.region.counties.first()
    a_director = -(-members // DIRECTORS)
    group.sites = [
        (site, director) for director in group.directors for site in pool.sites(county, a_director)
    ][:members]
    since = min(group.meetings[0].on, timezone.localdate()) - timedelta(days=21)
    people, seats = pool.take(members), list(group.cohort.seats.order_by("number")[:members])
    left = [group.kind not in STATUS and n % 12 == 11 for n in range(members)]
    group.members = CohortMembership.objects.bulk_create(
        CohortMembership(
            cohort=group.cohort,
            person=person,
            seat=seat,
            part=group.meetings[0].part,
            joined_on=since,
            left_on=group.meetings[2].on if gone else None,
            left_reason="Moved away" if gone else "",
            graduated_on=None if gone or group.kind in STATUS else group.meetings[-1].on,
        )
        for person, seat, gone in zip(people, seats, left, strict=True)
    )
    taken = [seat.pk for seat, gone in zip(seats, left, strict=True) if not gone]
    Seat.objects.filter(pk__in=taken).update(taken_at=moment(since))
    add_placements(group, people, since)
    add_reminders(group, people, since)


def add_placements(group, people, since):
    Placement.objects.bulk_create(
        Placement(person=person, site=site, title="Site coordinator", starts_on=since)
        for person, (site, _) in zip(people, group.sites, strict=True)
    )
    Supervision.objects.bulk_create(
        Supervision(person=person, supervisor=director, starts_on=since)
        for person, (_, director) in zip(people, group.sites, strict=True)
    )


def add_reminders(group, people, since):
    """Add a letter to each member, so that the table of letters has a realistic size."""
    Letter.objects.bulk_create(
        Letter(
            code="meeting-reminder",
            to_email=person.email,
            to_key=person.email_key,
            to_name=person.name,
            language=person.language,
            subject="Our first meeting",
            body="{link}",
            person=person,
            cohort=group.cohort,
            membership=membership,
            meeting_position=1,
            status="sent",
            queued_at=moment(since),
            try_at=moment(since),
            sent_at=moment(since),
            attempts=1,
        )
        for person, membership in zip(people, group.members, strict=True)
    )
