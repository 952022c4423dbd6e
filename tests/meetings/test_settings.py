"""In a room, online or both; expected or optional; what the group chose:
on every page and paper that says when and where.
"""

import re

import pytest
from django.urls import reverse

from cohorts.actions.duties import duties_of
from community.actions.topics import schedule_topic
from dashboards.document_links import DOCUMENTS
from dashboards.pages.checklist import checklist
from meetings.agenda_times import AgendaTimes
from meetings.calendars import build_calendar
from meetings.graduation_rule import cannot_reach_minimum
from meetings.letter_placeholders import meeting_placeholders
from meetings.models import Meeting

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
LINK = "https://example.org/room"


def change(meeting, **fields):
    Meeting.objects.filter(pk=meeting.pk).update(**fields)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def online(meeting):
    return change(meeting, setting="virtual", link_url=LINK, phone="555 0100", mandatory=False)


def acts(meeting):
    return [item.title for item in checklist(meeting, AgendaTimes(meeting))]


def test_an_online_meeting_says_how_to_join(online, participant, facilitator, client_of):
    for person in [participant, facilitator]:
        page = shown(
            client_of(person).get(reverse("meetings:agenda-detail", args=[online.cohort.slug, 1]))
        )
        assert (
            "Online" in page
            and f'href="{LINK}"' in page
            and "or call 555 0100" in page
            and "Optional" in page
        )
        assert "Example Hall" not in page


def test_a_hybrid_meeting_says_both(meeting):
    words = meeting_placeholders(change(meeting, setting="hybrid", link_url=LINK, phone="555 0100"))
    assert (
        words["meeting_place"]
        == f"Example Hall, 1 Example Street; online: {LINK}, by phone 555 0100"
    )


def test_calendars_hold_the_link(online):
    said = build_calendar([online], cohort=online.cohort).decode().replace("\r\n ", "")
    assert f"LOCATION:{LINK}" in said and f"URL:{LINK}" in said
    assert "Online\\n" in said and "by phone 555 0100" in said and "Optional" in said


def test_paper_says_how_to_join(online):
    [sheet] = DOCUMENTS["participant-agenda"].sources(online, "es")
    assert sheet.context["line"] == f"{LINK}, por teléfono 555 0100"


def test_what_is_missing_for_an_online_meeting(meeting):
    assert "Add the link" in acts(change(meeting, setting="virtual", place_name=""))
    assert "Name the place" not in acts(meeting)
    assert "Add a phone number" in acts(change(meeting, link_url=LINK))
    assert "Name the place" in acts(change(meeting, setting="hybrid"))
    assert not {"Add the link", "Add a phone number", "Name the place"} & set(
        acts(change(meeting, phone="1", place_name="Hall"))
    )


def test_an_open_topic_is_missing_until_it_is_chosen(meeting, cohort):
    assert "Choose the topic" not in acts(meeting)
    assert "Choose the topic" in acts(change(meeting, topic_open=True))
    topic = factories.create_topic(cohort, meeting=meeting)
    assert "Choose the topic" not in acts(meeting) and "Say who speaks about 1 topic" in acts(
        meeting
    )
    schedule_topic(topic, meeting=meeting, guest="Gil")
    assert "Say who speaks about 1 topic" not in acts(meeting)


def test_co_facilitators_and_duties_are_missing(db):
    cohort = factories.create_cohort(
        guidebook=factories.create_guidebook("asks", co_facilitators_minimum=2)
    )
    meeting, duty = cohort.meetings.get(position=1), factories.create_duty(cohort)
    assert {"Name 2 more co-facilitators", "Say who has 1 duty"} <= set(acts(meeting))
    role = factories.create_role(factories.create_person(), "co_facilitator", cohort)
    duty.assign(role)
    assert "Name one more co-facilitator" in acts(meeting) and "Say who has 1 duty" not in acts(
        meeting
    )
    assert [d.holder for d in duties_of(cohort)] == [role]


def test_setting_and_expectation_are_changed_on_the_form(meeting, facilitator, client_of):
    address = reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, 1])
    sent = {
        "on": meeting.on,
        "starts": "09:00",
        "setting": "hybrid",
        "mandatory": "False",
        "place_name": "Hall",
        "link_url": LINK,
        "phone": "1",
    }
    act(client_of(facilitator), address, sent)
    meeting.refresh_from_db()
    assert (meeting.setting, meeting.mandatory, meeting.link_url) == ("hybrid", False, LINK)
    client_of(facilitator).post(address, {"on": meeting.on, "starts": "09:00"})
    meeting.refresh_from_db()
    assert (meeting.setting, meeting.mandatory) == ("hybrid", False)
    assert "Choose in person" in shown(
        client_of(facilitator).post(address, sent | {"setting": "moon"})
    )


def test_applicants_and_directors_read_the_expected_hours_and_no_link(
    cohort, online, link_client, client
):
    page = shown(client.get(reverse("recruitment:apply", args=[cohort.slug])))
    said = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?small>", "", page)).split())
    assert "9 hours : 2 meetings" in said and "1 more is optional" in said
    assert "Online, optional" in said and LINK not in page
    application = factories.create_application(cohort, endorsed="waiting")
    director = link_client("sign-off", address=application.director_email, application=application)
    sheet = shown(director.get(reverse("recruitment:endorsement-answer")))
    assert "9 hours" in sheet and "2 meetings" in sheet and LINK not in sheet
    assert [
        meeting["position"] for meeting in application.endorsements.get().bound.get("meetings", [])
    ] in ([], [2, 3])


def test_the_topic_stands_on_the_page_and_the_agenda_of_the_room(
    cohort, meeting, participant, facilitator, state_staff, client_of
):
    member = cohort.memberships.get(person=participant)
    factories.create_topic(cohort, "Calm arrivals", meeting=meeting, presenter=member)
    address = reverse("meetings:agenda-detail", args=[cohort.slug, 1])
    assert "Pilar Participant speaks." in shown(client_of(facilitator).get(address))
    assert "Calm arrivals" in shown(client_of(participant).get(address))
    assert "Calm arrivals" not in shown(client_of(state_staff).get(address))
    factories.create_supervision(facilitator, participant)
    assert "Calm arrivals" not in shown(client_of(facilitator).get(address))


def test_the_record_counts_towards_the_minimum(cohort, meeting, participant, client_of):
    member = cohort.memberships.get(person=participant)
    factories.attend(factories.move_meeting(meeting, factories.today()), member)
    page = shown(
        client_of(participant).get(reverse("dashboards:member-record", args=[cohort.slug]))
    )
    assert "To graduate you need 2 of 3 required meetings; you came to 1." in page


def test_who_cannot_reach_the_minimum_is_named(cohort, meeting, facilitator, client_of):
    reaches, misses = factories.create_members(cohort, 2)
    for number in [1, 2]:
        held = cohort.meetings.get(position=number)
        factories.attend(factories.move_meeting(held, factories.today()), reaches)
        held.close_attendance(by=facilitator)
    third = cohort.meetings.get(position=3)
    assert cannot_reach_minimum(third) == [misses]
    page = shown(client_of(facilitator).get(reverse("meetings:reply-list", args=[cohort.slug, 3])))
    assert "Below the minimum" in page and "came to 0" in page
