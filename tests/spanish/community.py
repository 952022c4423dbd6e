"""The whole walk through one community."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

from cohorts.models import Letter

from .. import factories
from . import joining, public, room
from .walk import Walk


def walk_through(guidebook):
    """Everything a reader of Spanish meets in this community."""
    walk = Walk(guidebook)
    with mock.patch("lib.pdf.client.run_renderer", walk.draw):
        walk.lead = walk.person("lead")
        factories.create_role(walk.lead, "state_staff", guidebook.network)
        recruits = walk.cohort("recruits", factories.today() + timedelta(days=70))
        public.read_in_public(walk)
        public.ask_to_hear(walk, recruits)
        public.go_wrong(walk)
        joining.apply(walk, recruits)
        joining.read_closed(walk, recruits)
        joining.follow_own_applications(walk, recruits)
        joining.ask_directors(walk, recruits)
        if recruits.part(1).part.asks_sign_off:
            joining.another_director(walk, recruits)
        move_what_was_signed(walk, recruits)
        cohort = room.meet(walk)
        joining.another_address(walk, cohort.memberships.order_by("pk")[5])
        room.sign_in(walk, cohort.memberships.order_by("pk")[3])
    walk.keep_letters()
    return walk


def move_what_was_signed(walk, cohort):
    meeting = cohort.meetings.get(position=1)
    Letter.objects.all().update(queued_at=timezone.now() - timedelta(days=3))
    room.reschedule(meeting, on=meeting.on + timedelta(days=7))
    joining.object_to_new_dates(walk, cohort)
