"""Roll call: one tap a name, paper rows read back as names, closing."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lib import dates
from meetings.attendance_sheet import AttendanceSheet
from meetings.models import Attendance, AttendanceClosed, MeetingNotHeldYet

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(meeting):
    """The meeting is today and has begun."""
    meeting.on, meeting.starts = timezone.localdate(timezone=meeting.zone), time(0, 0)
    meeting.save()
    return meeting


@pytest.fixture
def members(cohort):
    return sorted(factories.create_members(cohort, 5), key=lambda m: m.person.sort_name)


@pytest.fixture
def place(meeting):
    return lambda name="attendance-edit", *more: reverse(
        f"meetings:{name}", args=[meeting.cohort.slug, meeting.position, *more]
    )


def status_of(membership):
    return Attendance.objects.get(membership=membership).status


def test_one_tap_notes_somebody_with_site_and_agency_as_at_the_door(
    today, members, place, client_of, greeter
):
    site = factories.create_site("Cedar Kite K-8")
    placement = factories.create_placement(
        members[0].person, site, starts_on=today.on - timedelta(days=300)
    )
    client_of(greeter).post(place("attendance-mark", members[0].pk), {"status": "present"})
    placement.site = factories.create_site("Another school")
    placement.save()
    noted = Attendance.objects.get(membership=members[0])
    assert (noted.status, noted.site, noted.agency_name) == (
        "present",
        site,
        site.organization.name,
    )
    assert noted.came_at is not None and noted.noted_by == greeter and noted.source == "check_in"


def test_a_double_tap_keeps_the_first_time(today, members, facilitator):
    mark = {"meeting": today, "memberships": [members[0]], "by": facilitator}
    Attendance.objects.mark(**mark, status="present")
    first = Attendance.objects.get().came_at
    Attendance.objects.mark(**mark, status="present")
    Attendance.objects.mark(**mark, status="left_early")
    noted = Attendance.objects.get()
    assert noted.came_at == first and noted.left_at >= first


def test_the_page_counts_and_undo_takes_a_mark_back(today, members, place, client_of, facilitator):
    client = client_of(facilitator)
    for member in members[:3]:
        client.post(place("attendance-mark", member.pk), {"status": "present"})
    client.post(place("attendance-mark", members[3].pk), {"status": "excused"})
    assert "3 of 5 here" in shown(client.get(place()))
    client.post(place("attendance-mark", members[0].pk), {"status": ""})
    assert "2 of 5 here" in shown(client.get(place()))


def test_somebody_instead_is_named_from_the_reply(today, members, place, client_of, facilitator):
    factories.create_reply(today, members[0], "substitute", substitute_name="Sam Someone")
    client_of(facilitator).post(place("attendance-mark", members[0].pk), {"status": "substitute"})
    assert Attendance.objects.get().stand_in_name == "Sam Someone"


def test_an_unknown_mark_and_a_foreign_member_change_nothing(
    today, members, place, client_of, facilitator
):
    client = client_of(facilitator)
    client.post(place("attendance-mark", members[0].pk), {"status": "asleep"})
    elsewhere = factories.create_membership(factories.create_cohort(slug="elsewhere"))
    assert (
        client.post(place("attendance-mark", elsewhere.pk), {"status": "present"}).status_code
        == 404
    )
    assert not Attendance.objects.exists()


def test_a_name_is_found_among_many(members, place, client_of, greeter):
    page = shown(
        client_of(greeter).get(
            place(), {"q": members[0].person.name.lower(), "page": "10000000000"}
        )
    )
    assert members[0].person.name in page and members[1].person.name not in page


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1-3, 5", [1, 2, 3, 5]),
        ("2", [2]),
        ("3-1", [1, 2, 3]),
        ("1;2\n4", [1, 2, 4]),
        ("1–2", [1, 2]),
        ("1,1,1", [1]),
    ],
)
def test_rows_are_read(meeting, members, typed, read):
    assert [row.number for row, _status in AttendanceSheet(meeting).parse_rows(typed)] == read


@pytest.mark.parametrize("typed", ["0", "6", "1-999", "1X", "one", "1-2-3", "9" * 400])
def test_rows_that_are_not_there_are_refused(meeting, members, typed):
    with pytest.raises(ValueError):
        AttendanceSheet(meeting).parse_rows(typed)


def test_paper_is_read_back_as_names_before_anything_is_saved(
    today, members, place, client_of, greeter
):
    client = client_of(greeter)
    page = shown(client.post(place("attendance-rows"), {"rows": "1-2, 4L"}))
    assert (
        all(members[n].person.name in page for n in (0, 1, 3))
        and members[2].person.name not in page
    )
    assert not Attendance.objects.exists()
    client.post(
        place("attendance-rows"),
        {"rows": "1-2, 4L", "save": "1", "member": [members[0].pk, members[1].pk, members[3].pk]},
    )
    assert [status_of(members[n]) for n in (0, 1, 3)] == ["present", "present", "late"]
    assert set(Attendance.objects.values_list("source", "came_at")) == {("sign_in_sheet", None)}


def test_paper_saves_only_the_names_that_were_read_back(today, members, place, client_of, greeter):
    client_of(greeter).post(
        place("attendance-rows"), {"rows": "1-3", "save": "1", "member": [members[0].pk]}
    )
    assert Attendance.objects.count() == 1


def test_paper_leaves_a_mark_from_the_door(today, members, place, client_of, facilitator):
    Attendance.objects.mark(meeting=today, memberships=[members[0]], status="late", by=facilitator)
    client_of(facilitator).post(
        place("attendance-rows"), {"rows": "1", "save": "1", "member": [members[0].pk]}
    )
    assert status_of(members[0]) == "late"


def test_wrong_rows_are_named(today, members, place, client_of, greeter):
    page = shown(client_of(greeter).post(place("attendance-rows"), {"rows": "1, 17"}))
    assert (
        page.count("“17” is not a row of this sheet. Rows go from 1 to 5") == 2
        and 'value="1, 17"' in page
    )


def test_closing_notes_the_rest_absent_and_ends_the_roll_call(
    today, members, place, client_of, facilitator
):
    Attendance.objects.mark(
        meeting=today, memberships=members[:4], status="present", by=facilitator
    )
    client = client_of(facilitator)
    act(client, place("attendance-close"))
    assert status_of(members[4]) == "absent"
    client.post(place("attendance-mark", members[4].pk), {"status": "present"})
    assert status_of(members[4]) == "absent"
    with pytest.raises(AttendanceClosed):
        Attendance.objects.unmark(meeting=today, membership=members[0], by=facilitator)
    act(client, place("attendance-reopen"), {"reason": "Hugo was there"})
    client.post(place("attendance-mark", members[4].pk), {"status": "present"})
    assert status_of(members[4]) == "present"


def test_attendance_that_is_open_again_says_on_top_how_to_close_it(
    today, members, place, client_of, facilitator, greeter
):
    Attendance.objects.mark(meeting=today, memberships=members, status="present", by=facilitator)
    today.close_attendance(by=facilitator)
    today.reopen_attendance(reason="Hugo was there", by=facilitator)
    client = client_of(facilitator)
    page = client.get(place("attendance-edit"))
    assert page.context["finish"] == {
        "all": "Close it again",
        "some": "Close it again, {n} not marked",
        "now": "Close it again",
    }
    told = "Attendance is open again. Close it when the marks are right."
    assert told in shown(page)
    assert shown(page).count(">Close it again</button>") == 2
    seen = shown(client_of(greeter).get(place("attendance-edit")))
    assert "Attendance is open again. A facilitator closes it" in seen
    assert "Close it again" not in seen
    act(client, place("attendance-close"))
    assert told not in shown(client.get(place("attendance-edit")))


def test_the_look_before_closing_names_every_group(today, members, place, client_of, facilitator):
    for member, status in [
        (members[0], "present"),
        (members[1], "absent"),
        (members[2], "excused"),
    ]:
        Attendance.objects.mark(meeting=today, memberships=[member], status=status, by=facilitator)
    factories.create_reply(today, members[3], "not_coming")
    client = client_of(facilitator)
    assert "Finish, 2 not marked" in shown(client.get(place("attendance-edit")))
    look = client.post(place("attendance-close"))
    told = {row.sentence: (row.number, row.names) for row in look.context["outcome"].consequences}
    names = [member.person.name for member in members]
    assert told["was here"][0] == 1
    assert told["marked already: Absent"] == (1, [names[1]])
    assert told["marked already: Excused"] == (1, [names[2]])
    assert told["without a mark become absent"][0] == 2
    assert told["without a mark had answered “Not coming”"] == (1, [names[3]])
    assert "Close attendance: 1 here, 4 not here</button>" in shown(look)


@pytest.mark.parametrize("status", ["present", "late", "left_early", "substitute"])
def test_who_came_waits_for_the_day(meeting, members, place, client_of, greeter, status):
    factories.move_meeting(meeting, timezone.localdate(timezone=meeting.zone) + timedelta(days=1))
    told = shown(
        client_of(greeter).post(
            place("attendance-mark", members[0].pk), {"status": status}, follow=True
        )
    )
    assert (
        f"Who came can be noted from {dates.day(meeting.on)} on, the day of the meeting. "
        "Nothing was changed."
    ) in told
    with pytest.raises(MeetingNotHeldYet):
        Attendance.objects.mark(meeting=meeting, memberships=members, status=status, by=greeter)
    assert not Attendance.objects.exists()


def test_paper_waits_for_the_day_and_the_page_says_from_when(
    meeting, members, place, client_of, facilitator
):
    client = client_of(facilitator)
    page = shown(client.get(place()))
    assert (
        "Excused and absent can be noted now." in page
        and 'value="present"' not in page
        and 'id="paper"' not in page
    )
    told = shown(
        client.post(
            place("attendance-rows"),
            {"rows": "1", "save": "1", "member": [members[0].pk]},
            follow=True,
        )
    )
    assert (
        "Nothing was changed." in told
        and "rows of the sheet are noted" not in told
        and not Attendance.objects.exists()
    )


def test_that_somebody_will_not_come_may_be_known_before(
    meeting, members, place, client_of, facilitator
):
    for member, status in zip(members, ["excused", "absent"], strict=False):
        client_of(facilitator).post(place("attendance-mark", member.pk), {"status": status})
        assert status_of(member) == status


def test_the_day_is_the_local_day_of_the_meeting(meeting, members, facilitator, monkeypatch):
    mark = {"meeting": meeting, "memberships": members[:1], "status": "present", "by": facilitator}
    midnight = datetime.combine(meeting.on, time(0), tzinfo=meeting.zone)
    monkeypatch.setattr(timezone, "now", lambda: midnight - timedelta(minutes=1))
    with pytest.raises(MeetingNotHeldYet):
        Attendance.objects.mark(**mark)
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    Attendance.objects.mark(**mark)
    assert status_of(members[0]) == "present"


def test_nothing_is_closed_before_the_meeting_begins(meeting, place, client_of, facilitator):
    act(client_of(facilitator), place("attendance-close"))
    meeting.refresh_from_db()
    assert not meeting.is_held
