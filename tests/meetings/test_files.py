"""Lists of a meeting and their files: replies, roll call and tasks, each as it is filtered."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from .. import factories
from ..files import file_of
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(regional_lead, cohort, client_of):
    """Opens a list as the regional lead, who sees all of them."""
    cohort.owner = regional_lead
    return client_of(regional_lead)


def test_tasks_and_answers_of_a_meeting_as_files(reader, cohort, meeting):
    ana, bo = factories.create_person("Ana"), factories.create_person("Bo")
    memberships = [factories.create_membership(cohort, person) for person in [ana, bo]]
    factories.create_reply(meeting, memberships[0], access_needs="Step-free", food_needs="=None")
    factories.create_logistics_item(meeting, text="Order lunch", due_on=date(2026, 3, 5))
    factories.create_follow_up(meeting, what="Send the link", to_whom="Thuy").complete(by=ana)
    address, today = "/cohorts/region-8/meetings/1", timezone.localdate().isoformat()
    assert file_of(reader, f"{address}/replies.csv") == [
        [
            "Name", "Site", "Answer", "Room or link", "Answered on", "Said for another day",
            "Sends", "Access", "Food", "Language", "Email", "Phone",
        ],
        ["Bo", "", "Not answered", "", "", "", "", "", "", "English", bo.email, ""],
        [
            "Ana", "", "Coming", "", today, "", "", "Step-free", "'=None", "English", ana.email, "",
        ],
    ]  # fmt: skip
    for answer, name in [("none", "Bo"), ("coming", "Ana"), ("needs", "Ana")]:
        rows = file_of(reader, f"{address}/replies.csv?answer={answer}&columns=site")[1:]
        assert rows == [[name, ""]]
    assert file_of(reader, f"{address}/tasks.csv") == [
        ["What", "Kind", "To whom", "By", "Done on", "Done by"],
        ["Order lunch", "To arrange", "", "2026-03-05", "", ""],
        ["Send the link", "Promised", "Thuy", "", today, "Ana"],
    ]


def test_the_roll_call_as_a_file(reader, cohort, meeting, greeter, client_of):
    meeting.on = timezone.localdate()
    meeting.save()
    ana, bo, cy = [
        factories.create_membership(cohort, factories.create_person(name))
        for name in ["Ana", "=Bo", "Cy"]
    ]
    placement = factories.create_placement(ana.person)
    came = meeting.starts_at.replace(hour=8, minute=52)
    factories.attend(
        meeting, ana, came_at=came, site=placement.site, agency_name="Agency of that day"
    )
    factories.attend(meeting, bo, status="substitute", stand_in_name="+Sam")
    address = "/cohorts/region-8/meetings/1/attendance"
    assert file_of(reader, f"{address}.csv") == [
        [
            "Name",
            "Row",
            "Site",
            "Agency",
            "State",
            "Room or link",
            "In",
            "Out",
            "Came instead",
            "Opened again because",
        ],
        ["'=Bo", "1", "", "", "Someone came instead", "", "", "", "'+Sam", ""],
        [
            "Ana", "2", str(placement.site), "Agency of that day", "Here", "", "8:52\xa0am", "", "",
            "",
        ],
        ["Cy", "3", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    page = shown(reader.get(f"{address}/?q=cy&state=unmarked"))
    assert "1 of 3 shown" in page and f'href="{address}.csv?q=cy&amp;state=unmarked"' in page
    assert [row[0] for row in file_of(reader, f"{address}.csv?q=cy&state=unmarked")[1:]] == ["Cy"]
    assert not file_of(reader, f"{address}.csv?q=ana&state=unmarked")[1:]
    assert f"{address}.csv" not in shown(client_of(greeter).get(f"{address}/"))


def test_tasks_are_grouped_by_their_day(reader, cohort, meeting):
    today = timezone.localdate()
    for text, days in [("Late one", -2), ("Soon one", 3), ("Later one", 30), ("Undated", None)]:
        due_on = None if days is None else today + timedelta(days=days)
        factories.create_logistics_item(meeting, text=text, due_on=due_on)
    factories.create_logistics_item(meeting, text="Done one", due_on=today).complete(
        by=cohort.owner
    )
    page = reader.get("/cohorts/region-8/meetings/1/tasks/")
    assert [
        (group.heading, [str(task) for task in group.tasks]) for group in page.context["logistics"]
    ] == [
        ("Late", ["Late one"]),
        ("Due within seven days", ["Soon one"]),
        ("Later", ["Later one"]),
        ("Without a date", ["Undated"]),
        ("Done", ["Done one"]),
    ]
    assert re.findall(r'aria-checked="(\w+)"', shown(page)) == ["false"] * 4 + ["true"]


def test_tasks_are_filtered_and_ticked_within_the_filter(reader, cohort, meeting):
    late, done = [
        factories.create_logistics_item(meeting, text=text, due_on=date(2026, 1, 5))
        for text in ["Order lunch", "Book the room"]
    ]
    done.complete(by=cohort.owner)
    promise = factories.create_follow_up(meeting, what="Send the link")
    address = "/cohorts/region-8/meetings/1"
    for state, names in [
        ("", ["Order lunch", "Book the room", "Send the link"]),
        ("nonsense", ["Order lunch", "Book the room", "Send the link"]),
        ("open", ["Order lunch", "Send the link"]),
        ("late", ["Order lunch"]),
        ("done", ["Book the room"]),
    ]:
        page = shown(reader.get(f"{address}/tasks/?state={state}"))
        assert f"<p>{len(names)} of 3 shown</p>" in page
        kept = f"?state={state}" if state in ("open", "late", "done") else ""
        assert f'href="{address}/tasks.csv{kept}"' in page
        rows = file_of(reader, f"{address}/tasks.csv{kept}")[1:]
        assert [row[0] for row in rows] == names
    assert "None of these fits the filter." in page and "No promises yet" not in page
    answer = reader.post(f"{address}/promises/{promise.pk}/keep/?state=open")
    assert answer.url == f"{address}/tasks/?state=open#follow_up-{promise.pk}"
    chips = {chip["value"]: chip["count"] for chip in reader.get(answer.url).context["tasks"].chips}
    assert chips == {"": 3, "open": 1, "late": 1, "done": 2}
    assert late.completed_at is None
