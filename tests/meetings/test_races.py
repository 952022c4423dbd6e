"""Many at once: one agenda, one name at the door, one closing, one reply."""

from datetime import timedelta
from functools import partial

import pytest

from meetings.actions.agenda import AgendaChanged, save_agenda
from meetings.actions.agenda_blocks import add_block
from meetings.models import Attendance, Meeting, Reply

from .. import factories
from ..races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 10


@pytest.fixture
def meeting(cohort):
    meeting = cohort.meetings.get(position=1)
    meeting.on = factories.today()
    meeting.save()
    return meeting


def at_once(act, times=AT_ONCE):
    """Do it in so many threads, as near to the same moment as threads get;
    returns what each came to.
    """
    results = all_at_once(*[partial(act, number) for number in range(times)])
    return ["told" if isinstance(result, AgendaChanged) else result for result in results]


def positions(meeting):
    return list(meeting.segments.in_order().values_list("position", flat=True))


def test_of_ten_who_save_one_agenda_one_is_saved_and_nine_are_told(meeting):
    pks = list(meeting.segments.in_order().values_list("pk", flat=True))

    def save(number):
        return save_agenda(
            meeting, order=pks[::-1], minutes={pks[0]: 30 + number}, version=meeting.agenda_version
        )

    results = at_once(save)
    assert sorted(map(str, results)) == ["True"] + ["told"] * (AT_ONCE - 1)
    assert positions(meeting) == [1, 2, 3]


def test_ten_blocks_added_at_once_all_have_a_place(meeting):
    at_once(
        lambda number: (
            add_block(
                Meeting.objects.get(pk=meeting.pk),
                kind="reflection",
                minutes=5,
                title=f"Block {number}",
            )
            and None
        )
    )
    assert positions(meeting) == list(range(1, 14))


def test_ten_taps_on_one_name_make_one_mark(meeting, cohort, facilitator):
    member = factories.create_membership(cohort)
    at_once(
        lambda _number: Attendance.objects.mark(
            meeting=meeting, memberships=[member], status="present", by=facilitator
        )
    )
    assert Attendance.objects.filter(status="present").count() == 1


def test_attendance_is_closed_once(meeting, cohort, facilitator, regional_lead):
    factories.create_members(cohort, 3)
    at_once(
        lambda number: (
            Meeting.objects.select_related("cohort")
            .get(pk=meeting.pk)
            .close_attendance(by=[facilitator, regional_lead][number % 2])
        )
    )
    assert Attendance.objects.filter(status="absent").count() == 3


def test_ten_answers_of_one_member_are_one_reply(meeting, cohort):
    meeting.on += timedelta(days=3)
    meeting.save()
    member = factories.create_membership(cohort)
    at_once(
        lambda _number: Reply.objects.save_answer(
            meeting=meeting, membership=member, answer="coming"
        )
    )
    assert Reply.objects.count() == 1
