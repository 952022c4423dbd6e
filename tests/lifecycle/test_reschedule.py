"""Another date, time or place: in order, never into the past, told to those concerned;
the calendar file.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cohorts.models import Letter
from lib import dates
from people.models import Link
from recruitment.endorsement_terms import build_terms

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


def typed(meeting, **changed):
    return {
        "on": meeting.on.isoformat(),
        "starts": "09:00",
        "place_name": meeting.place_name,
        "place_address": meeting.place_address,
    } | changed


def test_another_room_raises_the_sequence_and_writes_no_letter(
    meeting, place, client_of, facilitator, participant
):
    act(client_of(facilitator), place, typed(meeting, place_name="Pelican Room"))
    meeting.refresh_from_db()
    assert (meeting.place_name, meeting.sequence) == ("Pelican Room", 1)
    assert not Letter.objects.filter(code="dates-moved").exists()


def test_nothing_changed_is_nothing_changed(meeting, place, client_of, facilitator):
    act(client_of(facilitator), place, typed(meeting))
    meeting.refresh_from_db()
    assert meeting.sequence == 0


def test_another_day_is_told_to_members_and_once_to_each_director_who_signed(
    meeting, place, client_of, facilitator, cohort, participant
):
    same = {"director_email": "dolores@example.org"}
    factories.create_application(cohort, endorsed=True, **same)
    factories.create_application(cohort, endorsed=True, **same)
    factories.create_application(cohort, endorsed="waiting")
    factories.create_application(cohort, endorsed=False)
    act(
        client_of(facilitator),
        place,
        typed(meeting, on=(meeting.on + timedelta(days=1)).isoformat()),
    )
    letters = Letter.objects.filter(code="dates-moved")
    assert sorted(letters.values_list("to_email", "link__purpose")) == [
        ("dolores@example.org", "sign-off"),
        (participant.email, "reply"),
    ]


def test_the_director_s_link_leads_to_what_moved(
    meeting, place, client_of, facilitator, cohort, link_client
):
    application = factories.create_application(
        cohort, director_email="dolores@example.org", endorsed="waiting"
    )
    director = link_client(
        Link.Purpose.SIGN_OFF, application=application, address="dolores@example.org"
    )
    application.endorsement.give(
        signed_name="Dolores Example", bound=build_terms(application, language="en")
    )
    act(
        client_of(facilitator),
        place,
        typed(meeting, on=(meeting.on + timedelta(days=1)).isoformat()),
    )
    letter = Letter.objects.get(code="dates-moved", to_email="dolores@example.org")
    assert (
        letter.application_letter.application == application
        and "New dates for Dolores Example" in letter.body
    )
    assert "The dates have moved since you signed." in shown(director.get("/sign-off/"))


def test_the_letter_is_in_the_reader_s_language(meeting, place, client_of, facilitator, cohort):
    member = factories.create_membership(cohort, factories.create_person(language="es"))
    act(client_of(facilitator), place, typed(meeting, starts="10:00"))
    assert Letter.objects.get(membership=member).language == "es"


def test_moved_three_times_in_an_hour_is_one_letter(
    meeting, place, client_of, facilitator, participant
):
    for days in (1, 2, 3):
        act(
            client_of(facilitator),
            place,
            typed(meeting, on=(meeting.on + timedelta(days=days)).isoformat()),
        )
    waiting = Letter.objects.filter(code="dates-moved", status="queued")
    assert waiting.count() == 1
    sent = waiting.get(to_email=participant.email)
    assert f"until now it was {dates.day(meeting.on)}, 9:00\u00a0am" in sent.body, (
        "its reader knows of no date between the first and the last"
    )
    Letter.objects.filter(pk=sent.pk).update(attempts=1)
    act(
        client_of(facilitator),
        place,
        typed(meeting, on=(meeting.on + timedelta(days=4)).isoformat()),
    )
    assert waiting.count() == 2, "what has left or is leaving stays"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-400, "Choose a day that has not passed"),
        (60, "Choose a day before meeting 2"),
        (4000, "Choose a day within the next five years"),
    ],
)
def test_dates_stay_in_order_and_ahead(meeting, place, client_of, facilitator, days, words):
    page = shown(
        act(
            client_of(facilitator),
            place,
            typed(meeting, on=(meeting.on + timedelta(days=days)).isoformat(), place_name="Kept"),
        )
    )
    assert page.count(words) == 2 and 'value="Kept"' in page
    meeting.refresh_from_db()
    assert meeting.sequence == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": ""},
        {"on": "soon"},
        {"starts": "late"},
        {"link_url": "not an address"},
        {"place_name": "x" * 300},
    ],
)
def test_odd_input_is_refused_in_words(meeting, place, client_of, facilitator, wrong):
    assert "h-errors" in shown(act(client_of(facilitator), place, typed(meeting, **wrong)))


def test_a_held_meeting_keeps_its_date(meeting, place, client_of, facilitator):
    meeting.close_attendance(by=facilitator)
    page = shown(
        act(
            client_of(facilitator),
            place,
            typed(meeting, on=(meeting.on + timedelta(days=1)).isoformat()),
        )
    )
    assert "is not moved ahead. Add a make-up meeting instead." in page


# --- calendar file --------------------------------------------------------------------------------


def events_of(response):
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    return calendar, list(calendar.walk("VEVENT"))


def test_the_calendar_holds_every_meeting_in_the_room_s_own_zone(client_of, participant, cohort):
    calendar, events = events_of(client_of(participant).get(f"/cohorts/{cohort.slug}/calendar.ics"))
    assert len(events) == 5 and len(calendar.walk("VTIMEZONE")) == 1
    first = events[0]
    assert first["DTSTART"].params["TZID"] == "America/Los_Angeles"
    assert first["DTEND"].dt - first["DTSTART"].dt == timedelta(minutes=270)


def test_a_moved_meeting_is_the_same_entry_with_a_higher_sequence(
    client_of, facilitator, participant, meeting, place, cohort
):
    address = f"/cohorts/{cohort.slug}/calendar.ics"
    before = events_of(client_of(participant).get(address))[1][0]
    for days in (1, 2, 3):
        act(
            client_of(facilitator),
            place,
            typed(meeting, on=(meeting.on + timedelta(days=days)).isoformat()),
        )
    after = events_of(client_of(participant).get(address))[1][0]
    assert (after["UID"], before["SEQUENCE"], after["SEQUENCE"]) == (before["UID"], 0, 3)


def test_whoever_came_by_the_reminder_gets_the_file_too(link_client, participant, cohort):
    client = link_client(
        Link.Purpose.REPLY, membership=participant.memberships.get(), meeting_position=1
    )
    assert len(events_of(client.get("/reply/calendar.ics"))[1]) == 5
    assert Client().get(f"/cohorts/{cohort.slug}/calendar.ics").status_code == 302
