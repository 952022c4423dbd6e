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
#: Columns of a CohortPlan that are the same for every cohort.
HOUR_AND_PLACE = {
    "starts": time(9),
    "place_name": "Oak Room (invented)",
    "place_address": "1 Example Street",
}
#: Days from today to each meeting, by the kind of cohort.
DAYS = {
    "recruiting": [62, 118, 174, 370, 426],
    "running": [-150, -80, -10, 20, 90],
    "shown": [-700, -640, -580, -300, -100],
    "archived": [-1500, -1440, -1380, -1100, -900],
}
REMINDER = {"code": "meeting-reminder", "subject": "Our first meeting", "body": "{link}"}


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
    staff, directors = pool.take(2), pool.take(DIRECTORS)
    name, seats = f"Cohort {number} of region {region.number}, {kind}", max(size.members, 30)
    plan = build_plan(kind, guidebook=guidebook, region=region, name=name, capacity=seats)
    status = STATUS.get(kind, "completed")
    cohort = open_cohort(plan, slug=f"{kind}-{number}", by=staff[0], status=status, is_demo=True)
    first, quarter = plan.first_meeting_on, timedelta(days=90)
    publish(cohort, by=staff[0], at=moment(first - quarter))
    appoint(staff, cohort, since=min(first, timezone.localdate()) - quarter)
    meetings = list(cohort.meetings.select_related("part", "evaluation").in_order())
    return Group(kind, cohort, meetings, staff, directors)


def build_plan(kind, **columns):
    """The CohortPlan of a cohort of this kind; columns: those that do not depend on the kind."""
    today = timezone.localdate()
    dates = {position: today + timedelta(days=days) for position, days in enumerate(DAYS[kind], 1)}
    apply_by = today + timedelta(days=20) if kind == "recruiting" else dates[1] - timedelta(days=42)
    return CohortPlan(
        cycle=CYCLES[kind],
        first_meeting_on=dates[1],
        apply_by=apply_by,
        notice_on=apply_by + timedelta(days=7),
        meeting_dates=dates,
        **HOUR_AND_PLACE,
        **columns,
    )


def publish(cohort, *, by, at):
    contact = {"contact_name": by.name, "contact_email": by.email}
    Cohort.objects.filter(pk=cohort.pk).update(
        opened_at=at, published_at=at, published_by=by, **contact
    )


def appoint(staff, cohort, *, since):
    StaffRole.objects.bulk_create(
        StaffRole(person=person, kind=kind, cohort=cohort, starts_on=since)
        for person, kind in zip(staff, StaffRole.FACILITATES, strict=True)
    )


def fill_group(pool, group, members):
    """Add members with seats, sites and directors."""
    county = group.cohort.region.counties.first()
    a_director = -(-members // DIRECTORS)
    group.sites = [
        (site, director) for director in group.directors for site in pool.sites(county, a_director)
    ][:members]
    since = min(group.meetings[0].on, timezone.localdate()) - timedelta(days=21)
    people = pool.take(members)
    add_members(group, people, since)
    add_placements(group, people, since)
    add_reminders(group, people, since)


def add_members(group, people, since):
    """Give everybody a seat. In completed cohorts one in twelve left after the second meeting."""
    seats = list(group.cohort.seats.order_by("number")[: len(people)])
    left = [group.kind not in STATUS and n % 12 == 11 for n in range(len(people))]
    group.members = CohortMembership.objects.bulk_create(
        build_membership(group, person, seat, since, gone)
        for person, seat, gone in zip(people, seats, left, strict=True)
    )
    taken = [seat.pk for seat, gone in zip(seats, left, strict=True) if not gone]
    Seat.objects.filter(pk__in=taken).update(taken_at=moment(since))


def build_membership(group, person, seat, since, gone):
    return CohortMembership(
        cohort=group.cohort,
        person=person,
        seat=seat,
        part=group.meetings[0].part,
        joined_on=since,
        left_on=group.meetings[2].on if gone else None,
        left_reason="Moved away" if gone else "",
        graduated_on=None if gone or group.kind in STATUS else group.meetings[-1].on,
    )


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
            **REMINDER,
            **addressed_to(person),
            cohort=group.cohort,
            membership=membership,
            meeting_position=1,
            **delivered(at=moment(since)),
        )
        for person, membership in zip(people, group.members, strict=True)
    )


def addressed_to(person):
    """The columns of a Letter that name its reader."""
    return {
        "to_email": person.email,
        "to_key": person.email_key,
        "to_name": person.name,
        "language": person.language,
        "person": person,
    }


def delivered(*, at):
    """The columns of a Letter that was sent at the first try."""
    return {"status": "sent", "queued_at": at, "try_at": at, "sent_at": at, "attempts": 1}
