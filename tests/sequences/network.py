"""A small network: two cohorts of one guidebook, a few people and directors, and a clock."""

from collections import Counter
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

from cohorts.models import CohortMembership
from meetings.models import Meeting
from people.models import Person, Supervision

from .. import factories

#: Days from the beginning to the first meeting, and from one step of the clock to the next at most.
AHEAD, LEAP = 20, 25
SEATS = {"north": 4, "south": 3}
PEOPLE, DIRECTORS = 8, 2


class AnyDatetime(type):
    """Every datetime is an instance, so that what only asks for the type is not disturbed."""

    def __instancecheck__(cls, value):
        return isinstance(value, datetime)


class SmallNetwork:
    """What a sequence of verbs acts on. rng: the only source of chance."""

    def __init__(self, rng):
        self.rng, self.moment, self.applied = rng, timezone.now(), Counter()
        region = factories.create_region(8)
        guidebook = factories.create_guidebook(network=region.network)
        with factories.as_draft(guidebook):
            guidebook.parts.update(asks_sign_off=False)
        first = factories.today() + timedelta(days=AHEAD)
        self.cohorts = [
            factories.create_cohort(
                slug=slug,
                guidebook=guidebook,
                region=region,
                capacity=seats,
                first_meeting_on=first,
                status="meeting",
            )
            for slug, seats in SEATS.items()
        ]
        self.lead = factories.create_person("Lena Lead")
        factories.create_role(self.lead, "lead", region)
        self.directors = [factories.create_person() for _ in range(DIRECTORS)]
        self.expected, self.released = {}, {}
        self.positions, self.sequences, self.sheets = {}, {}, {}
        self.read = {}

    def clock(self):
        """For the whole of a sequence: it is `moment` for everybody, also for columns that have
        `timezone.now` as their default; these hold the function itself, so it is not replaced.
        """

        class Clock(datetime, metaclass=AnyDatetime):
            @staticmethod
            def now(tz=None):
                return self.moment.astimezone(tz)

        return mock.patch("django.utils.timezone.datetime", Clock)

    def pass_time(self):
        self.moment += timedelta(days=self.rng.randint(1, LEAP), hours=self.rng.randint(0, 12))

    def days(self, most):
        return timedelta(days=self.rng.randint(1, most))

    # --- what a verb chooses from: always in the same order, so that a seed tells the sequence ----

    def cohort(self):
        found = self.rng.choice(self.cohorts)
        found.refresh_from_db()
        return found

    def one_of(self, rows):
        """One of these rows by chance, or None."""
        rows = list(rows.order_by("pk"))
        return self.rng.choice(rows) if rows else None

    def people(self):
        """Those who may take part; there are always some who take part nowhere."""
        staff = [self.lead.pk, *(director.pk for director in self.directors)]
        open_records = Person.objects.filter(is_active=True, staff_roles=None).exclude(pk__in=staff)
        while open_records.filter(memberships=None).count() < PEOPLE // 2:
            person = factories.create_person()
            if self.rng.random() < 0.5:
                supervisor = self.rng.choice(self.directors)
                Supervision.objects.ensure(supervisor, person, on=self.cohorts[0].today)
        return open_records

    def members(self):
        return CohortMembership.objects.current().filter(graduated_on=None)

    def gone(self):
        return CohortMembership.objects.filter(left_on__isnull=False, person__is_active=True)

    def meetings(self):
        return Meeting.objects.select_related("cohort__guidebook", "part", "of")
