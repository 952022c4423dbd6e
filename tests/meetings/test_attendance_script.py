"""Roll call without reloads: what the script of the page gets for a mark, for a refused one,
at a second door, and when it asks what is new.
"""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from meetings.models import Attendance

from .. import factories

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def today(meeting):
    """The meeting is today and has begun."""
    meeting.on, meeting.starts = timezone.localdate(timezone=meeting.zone), time(0, 0)
    meeting.save()
    return meeting


@pytest.fixture
def members(cohort):
    return sorted(factories.create_members(cohort, 3), key=lambda m: m.person.sort_name)


@pytest.fixture
def door(today, client_of):
    """`door(person)`: a browser in which the page is open; it knows what it shows."""
    return lambda person: Door(client_of(person), today)


class Door:
    def __init__(self, client, meeting):
        self.client, self.stage, self.versions = client, "open", {}
        self.args = [meeting.cohort.slug, meeting.position]
        self.versions = {m.pk: "" for m in meeting.roster()}

    def mark(self, member, status, **more):
        """The response; what it says about rows is what this door shows from now on."""
        sent = {"status": status, "version": self.versions[member.pk], **self.shown(), **more}
        return self.take(
            self.client.post(
                reverse("meetings:attendance-mark", args=[*self.args, member.pk]), sent, **JSON
            )
        )

    def look(self):
        address = reverse("meetings:attendance-edit", args=self.args)
        return self.take(self.client.get(address, self.shown(), **JSON))

    def shown(self):
        seen = ",".join(f"{pk}-{version}" for pk, version in self.versions.items())
        return {"seen": seen, "stage": self.stage}

    def take(self, response):
        if response.headers["Content-Type"] == "application/json":
            self.stage = response.json()["stage"]
            for name, html in response.json()["rows"].items():
                version = html.partition('data-version="')[2].partition('"')[0]
                self.versions[int(name.removeprefix("row-"))] = version
        return response


def counts(response):
    news = response.json()
    return (news["here"], news["total"], news["unmarked"])


def rows(response):
    return list(response.json()["rows"])


def test_a_mark_is_answered_with_its_row_the_counts_and_a_sentence(door, members, greeter):
    answer = door(greeter).mark(members[0], "present")
    name = members[0].person.name
    assert (answer.status_code, counts(answer)) == (200, (1, 3, 2))
    assert answer.json()["said"] == f"{name} is here. 1 of 3."
    assert rows(answer) == [f"row-{members[0].pk}"]
    row = answer.json()["rows"][f"row-{members[0].pk}"]
    assert "In " in row and "Saved" in row and "Undo" in row and 'value="present"' not in row
    assert Attendance.objects.get().source == "check_in"


def test_each_mark_has_its_sentence_also_in_spanish(door, members, facilitator):
    facilitator.language = "es"
    facilitator.save()
    at_the_door, said = door(facilitator), []
    at_the_door.client.cookies["django_language"] = "es"
    for status in ["late", "left_early", "excused", "absent", "substitute", ""]:
        said.append(at_the_door.mark(members[0], status).json()["said"])
    assert len(set(said)) == 6 and all("is " not in sentence for sentence in said), said
    with translation.override("es"):
        assert said[-1].endswith("0 de 3.")


def test_undo_takes_the_mark_back(door, members, greeter):
    at_the_door = door(greeter)
    at_the_door.mark(members[0], "present")
    answer = at_the_door.mark(members[0], "")
    assert counts(answer) == (0, 3, 3) and not Attendance.objects.exists()
    assert answer.json()["said"] == f"{members[0].person.name} is not marked any more. 0 of 3."


def test_a_mark_that_is_sent_twice_keeps_its_first_time(door, members, greeter):
    at_the_door = door(greeter)
    at_the_door.mark(members[0], "present")
    first = Attendance.objects.get()
    # The answer was lost on the way: the page still shows nobody, and sends again.
    at_the_door.versions[members[0].pk] = ""
    answer = at_the_door.mark(members[0], "present")
    again = Attendance.objects.get()
    assert answer.status_code == 200 and counts(answer) == (1, 3, 2)
    assert (again.came_at, again.noted_at) == (first.came_at, first.noted_at)


def test_a_mark_that_waited_for_signal_has_the_time_of_the_tap(door, members, greeter, today):
    at_the_door = door(greeter)
    at_the_door.mark(members[0], "present", seconds_ago="60")
    noted = Attendance.objects.get()
    a_minute_ago = noted.noted_at - timedelta(seconds=60)
    assert abs(noted.came_at - max(a_minute_ago, today.starts_at)) < timedelta(seconds=5)
    at_the_door.mark(members[0], "left_early", seconds_ago="86400")
    assert Attendance.objects.get().left_at == noted.came_at  # nobody leaves before coming
    for odd in ["-5", "x", "9" * 30]:
        at_the_door.mark(members[1], "")
        assert at_the_door.mark(members[1], "present", seconds_ago=odd).status_code == 200
    came = Attendance.objects.get(membership=members[1]).came_at
    assert came.astimezone(today.zone).date() == today.on


def test_two_doors_see_each_other(door, members, greeter, facilitator):
    one, other = door(greeter), door(facilitator)
    one.mark(members[0], "present")
    answer = other.mark(members[1], "present")
    assert counts(answer) == (2, 3, 1)
    assert rows(answer) == [f"row-{members[0].pk}", f"row-{members[1].pk}"]
    assert rows(one.look()) == [f"row-{members[1].pk}"] and rows(one.look()) == []
    other.mark(members[0], "")
    answer = one.look()
    assert rows(answer) == [f"row-{members[0].pk}"] and counts(answer) == (1, 3, 2)


def test_the_same_mark_of_two_doors_is_one(door, members, greeter, facilitator):
    one, other = door(greeter), door(facilitator)
    one.mark(members[0], "present")
    assert other.mark(members[0], "present").status_code == 200
    assert Attendance.objects.get().noted_by == greeter


@pytest.mark.parametrize("status", ["absent", ""])
def test_another_mark_of_a_second_door_is_told_and_the_first_stays(
    door, members, greeter, facilitator, status
):
    one, other = door(greeter), door(facilitator)
    one.mark(members[0], "excused")
    late = door(greeter)
    late.versions = dict(one.versions)
    one.mark(members[0], "late")
    answer = (late if not status else other).mark(members[0], status)
    assert (answer.status_code, Attendance.objects.get().status) == (409, "late")
    assert answer.json()["refused"] == (
        "Somebody else noted meanwhile: Came late. Nothing was changed. "
        "Mark again if that is wrong."
    )
    # The refusal brought the row, so the second try is made on what stands there.
    again = (late if not status else other).mark(members[0], status)
    assert again.status_code == 200


def test_after_closing_a_mark_is_refused_and_every_row_comes_anew(
    door, members, greeter, facilitator, today
):
    at_the_door = door(greeter)
    at_the_door.mark(members[0], "present")
    today.close_attendance(by=facilitator)
    answer = at_the_door.mark(members[1], "present")
    assert answer.status_code == 409 and len(rows(answer)) == 3
    assert (answer.json()["stage"], counts(answer)) == ("closed", (1, 3, 0))
    assert answer.json()["refused"].startswith("Attendance is closed. Nothing was changed.")
    assert not any("<button" in row for row in answer.json()["rows"].values())
    today.reopen_attendance(reason="A slip", by=facilitator)
    assert at_the_door.look().json()["stage"] == "open" and at_the_door.stage == "open"


def test_before_the_day_and_unknown_marks_are_refused_in_a_sentence(door, members, greeter, today):
    at_the_door = door(greeter)
    assert at_the_door.mark(members[0], "asleep").json()["refused"].startswith("That mark is not")
    factories.move_meeting(today, today.on.replace(year=today.on.year + 1))
    answer = at_the_door.mark(members[0], "present")
    assert answer.status_code == 409 and "Nothing was changed." in answer.json()["refused"]
    assert not Attendance.objects.exists()


def test_odd_versions_are_no_error(door, members, greeter):
    at_the_door = door(greeter)
    for seen in ["", ",,", "x-1", "-", "9" * 40 + "-1", "1-" * 5000, "1-é,2"]:
        answer = at_the_door.mark(members[0], "present", seen=seen, stage="odd")
        assert answer.status_code == 200 and f"row-{members[0].pk}" in rows(answer)


def test_without_the_header_it_is_the_page_as_ever(door, members, greeter, today):
    client = door(greeter).client
    args = [today.cohort.slug, today.position]
    address = reverse("meetings:attendance-mark", args=[*args, members[0].pk])
    answer = client.post(f"{address}?state=unmarked", {"status": "present"}, HTTP_ACCEPT="*/*")
    page = reverse("meetings:attendance-edit", args=args)
    assert answer.url == f"{page}?state=unmarked#row-{members[0].pk}"


def test_who_may_not_mark_is_refused_the_script_too(door, members, participant, outsider, today):
    assert door(participant).mark(members[0], "present").status_code == 403
    assert door(participant).look().status_code == 403
    assert door(outsider).mark(members[0], "present").status_code == 404
    stranger = Door(Client(), today)
    assert stranger.mark(members[0], "present").status_code == 302
    assert not Attendance.objects.exists()


def test_a_member_who_left_meanwhile_is_not_found(door, members, greeter, today):
    at_the_door = door(greeter)
    members[0].leave(reason="Moved away", on=today.on - timedelta(days=1))
    assert at_the_door.mark(members[0], "present").status_code == 404


def test_an_expired_token_is_refused_and_a_look_gives_a_new_one(today, members, greeter, client_of):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(greeter).cookies
    at_the_door = Door(strict, today)
    assert at_the_door.mark(members[0], "present").status_code == 403
    token = at_the_door.look().json()["token"]
    answer = at_the_door.mark(members[0], "present", csrfmiddlewaretoken=token)
    assert answer.status_code == 200 and Attendance.objects.count() == 1
