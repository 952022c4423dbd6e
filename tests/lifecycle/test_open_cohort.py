"""Opening a cohort: everything is there at once or not at all, and dates are checked
where they stand.
"""

import uuid
from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.formats import date_format

from cohorts.models import Cohort
from evaluations.models import Evaluation
from guidebooks.models import Guidebook
from lib.switches import SWITCHES
from lifecycle.actions import open_cohort
from lifecycle.actions.open_cohort import free_slug
from meetings.models import AgendaSegment
from people.models import Region

from .. import factories
from ..shown import shown

DAY = timedelta(days=1)


@pytest.fixture
def lead(regional_lead, client_of):
    browser = client_of(regional_lead)
    browser.person = regional_lead
    return browser


def form(cohort, **changes):
    today = factories.today()
    typed = {
        "guidebook": cohort.guidebook.pk,
        "region": cohort.region.pk,
        "name": "Region 8 cohort, 2030",
        "cycle": cycle_of(today + 60 * DAY),
        "first_meeting_on": today + 60 * DAY,
        "starts": "09:00",
        "place_name": "Example Hall",
        "place_address": "1 Example Street",
        "capacity": 30,
        "apply_by": today + 20 * DAY,
        "notice_on": today + 30 * DAY,
        "form_key": str(uuid.uuid4()),
    }
    return {name: str(value) for name, value in (typed | changes).items()}


def cycle_of(day):
    return f"{day.year}-{(day.year + 2) % 100:02}"


def opened():
    return Cohort.objects.exclude(slug="region-8").order_by("-pk")


@pytest.mark.django_db
def test_everything_exists_at_once(lead, cohort, client):
    call_command("load_guidebooks", stdout=StringIO())
    guidebook = Guidebook.objects.get(slug="five-meetings")
    region = Region.objects.get(
        network=guidebook.network,
        number=8,
        map_name=Region.objects.exclude(pk=cohort.region.pk).first().map_name,
    )
    factories.create_role(lead.person, "lead", region)
    answer = lead.post(
        "/cohorts/open/",
        form(cohort, guidebook=guidebook.pk, region=region.pk, name="Región 8 🌻 مجموعة")
        | {"accept_odd_dates": "on"},  # a day may be a holiday of the state
    )
    new = opened().get()
    assert answer.headers["Location"] == f"/cohorts/{new.slug}/publish/"
    assert new.slug == "region-8-2"
    assert [meeting.minutes for meeting in new.meetings.all()] == [270] * 5
    assert [
        sum(block.minutes for block in meeting.segments.exclude(minutes=None)) >= 270
        for meeting in new.meetings.all()
    ] == [True] * 5
    assert AgendaSegment.objects.filter(meeting__cohort=new).count() >= 60
    assert Evaluation.objects.filter(meeting__cohort=new).count() == 5
    assert (
        new.agreements.count() > 2
        and new.director_sessions.exists() == SWITCHES["director-sessions"]
        and new.seats.free().count() == 30
    )
    assert client.get(f"/cohorts/{new.slug}/apply/").status_code == 404
    assert (
        str(new) not in shown(client.get("/"))
        and lead.get(f"/cohorts/{new.slug}/").status_code == 200
    )


@pytest.mark.django_db
def test_a_cohort_that_cannot_be_finished_is_not_begun(lead, cohort, monkeypatch):
    def breaks(cohort):
        raise RuntimeError

    monkeypatch.setattr(open_cohort, "copy_evaluations", breaks)
    lead.raise_request_exception = False
    assert lead.post("/cohorts/open/", form(cohort)).status_code == 500
    assert not opened().exists()


TODAY = factories.today
WRONG_DATES = {
    "first meeting past": (
        {"first_meeting_on": -1, "apply_by": 1, "notice_on": 2},
        "first_meeting_on",
    ),
    "deadline past": ({"apply_by": -1}, "apply_by"),
    "notice before the deadline": ({"apply_by": 20, "notice_on": 19}, "notice_on"),
    "first meeting on the day of the notice": (
        {"notice_on": 30, "first_meeting_on": 30},
        "first_meeting_on",
    ),
    "first meeting before the notice": (
        {"notice_on": 40, "first_meeting_on": 35},
        "first_meeting_on",
    ),
    "everything backwards": (
        {"apply_by": 60, "notice_on": 40, "first_meeting_on": 20},
        "notice_on",
    ),
    "far away": ({"first_meeting_on": 9000}, "first_meeting_on"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WRONG_DATES)
def test_dates_out_of_order_or_past_are_refused_at_the_field(lead, cohort, kind):
    days, field = WRONG_DATES[kind]
    typed = form(cohort, **{name: TODAY() + days * DAY for name, days in days.items()})
    page = lead.post("/cohorts/open/", typed)
    assert page.status_code == 200 and field in page.context["form"].errors
    words = shown(page)
    assert f'href="#id_{field}"' in words, "the summary on top leads to the field"
    assert all(
        f'value="{typed[name]}"' in words
        for name in ["name", "cycle", "place_name", "first_meeting_on", "apply_by", "notice_on"]
    )
    assert not opened().exists()


@pytest.mark.django_db
def test_short_notice_warns_and_the_second_click_opens(lead, cohort):
    typed = form(cohort, notice_on=TODAY() + 40 * DAY, first_meeting_on=TODAY() + 60 * DAY)
    page = lead.post("/cohorts/open/", typed)
    assert "20 days before the first meeting" in shown(page) and not opened().exists()
    key = page.context["form"]["form_key"].value()
    assert key == typed["form_key"]
    assert (
        lead.post("/cohorts/open/", typed | {"accept_odd_dates": "on"}).status_code == 302
        and opened().count() == 1
    )
    enough = form(
        cohort, name="Enough", notice_on=TODAY() + 39 * DAY, first_meeting_on=TODAY() + 60 * DAY
    )
    assert lead.post("/cohorts/open/", enough).status_code == 302


@pytest.mark.django_db
def test_the_same_form_twice_opens_one_cohort(lead, cohort):
    typed = form(cohort)
    both = [lead.post("/cohorts/open/", typed).headers["Location"] for _ in range(2)]
    assert both[0] == both[1] and opened().count() == 1
    lead.post("/cohorts/open/", form(cohort))
    assert opened().count() == 2 and len(set(opened().values_list("slug", flat=True))) == 2


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_open_one_cohort_and_two_of_a_name_get_two_addresses(
    cohort, regional_lead, client_of
):
    same, others = (
        form(cohort, name="Same form"),
        [form(cohort, name="Same name") for _ in range(2)],
    )
    gate, cookies, answers = Barrier(6), client_of(regional_lead).cookies, []

    def click(typed):
        browser = Client()
        browser.cookies = cookies
        gate.wait(timeout=600)
        answers.append(browser.post("/cohorts/open/", typed).status_code)
        connection.close()

    threads = [Thread(target=click, args=[typed]) for typed in [same] * 4 + others]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert answers == [302] * 6
    assert sorted(opened().values_list("slug", flat=True)) == [
        "same-form",
        "same-name",
        "same-name-2",
    ]


@pytest.mark.django_db
def test_other_regions_are_refused(lead, cohort):
    elsewhere = factories.create_region(9)
    page = lead.post("/cohorts/open/", form(cohort, region=elsewhere.pk))
    assert "region" in page.context["form"].errors and not opened().exists()
    assert str(elsewhere) not in str(page.context["form"]["region"])


@pytest.mark.django_db
def test_a_guidebook_of_another_network_does_not_fit(cohort, state_staff, client_of):
    other = factories.create_network("other")
    theirs = factories.create_guidebook("theirs", network=other)
    factories.create_role(state_staff, "state_staff", other)
    page = client_of(state_staff).post("/cohorts/open/", form(cohort, guidebook=theirs.pk))
    assert "guidebook" in page.context["form"].errors and not opened().exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    ["facilitator", "greeter", "participant", "graduate", "applicant", "supervisor", "outsider"],
)
def test_only_leads_and_state_staff_open_cohorts(request, who, cohort, client_of):
    browser = client_of(request.getfixturevalue(who))
    before = Cohort.objects.count()
    assert browser.get("/cohorts/open/").status_code == 403
    assert (
        browser.post("/cohorts/open/", form(cohort)).status_code == 403
        and Cohort.objects.count() == before
    )


BROKEN = {
    "name": ["", "   ", "x" * 200_000, "Ana https://evil.example", "a\u202eb", "a\u0007b"],
    "cycle": ["", "2030", "2030—32", "x" * 200_000, "٢٠٣٠-٣٢x"],
    "first_meeting_on": ["", "soon", "2030-02-30", "9999-12-31", "0001-01-01", "x" * 200_000],
    "starts": ["", "25:00", "noon", "22:00", "19:31"],
    "capacity": ["0", "-3", "201", "9" * 5000, "1e3", "30.5"],
    "apply_by": ["", "9999-12-31"],
    "notice_on": ["", "9999-12-31", "x"],
    "guidebook": ["", "0", "99999999999999999999", "x"],
    "region": ["", "0", "99999999999999999999", "x"],
    "place_name": ["x" * 200_000],
    "place_address": ["x" * 200_000],
    "form_key": ["", "x", "0" * 200_000],
}


@pytest.mark.django_db
def test_broken_input_is_refused_in_words(lead, cohort):
    for field, values in BROKEN.items():
        for value in values:
            page = lead.post("/cohorts/open/", form(cohort, **{field: value}))
            assert page.status_code == 200 and page.context["form"].errors, (field, value[:30])
    assert lead.post("/cohorts/open/", form(cohort, name="a\x00b")).status_code == 400
    assert not opened().exists()


@pytest.mark.django_db
def test_slugs(cohort):
    region_8 = Cohort.objects.get()
    assert (
        free_slug("Region 8") == "region-8-2"
        and free_slug("Open") == "open-2"
        and free_slug("🌻🌻") == "cohort"
    )
    assert free_slug("x" * 300) == "x" * 70 and free_slug("مجموعة") == "cohort"
    Cohort.objects.filter(pk=region_8.pk).update(slug="x" * 70)
    assert free_slug("X" * 200) == "x" * 70 + "-2"


@pytest.mark.django_db
def test_what_an_invented_lead_opens_is_part_of_the_demonstration(lead, cohort):
    lead.post("/cohorts/open/", form(cohort, name="For real"))
    type(lead.person).objects.filter(pk=lead.person.pk).update(is_demo=True)
    lead.post("/cohorts/open/", form(cohort, name="Invented"))
    assert {str(cohort): cohort.is_demo for cohort in opened()} == {
        "For real": False,
        "Invented": True,
    }


@pytest.mark.django_db
def test_meetings_follow_the_guidebooks_spacing(lead, cohort):
    first = TODAY() + 60 * DAY
    lead.post("/cohorts/open/", form(cohort, first_meeting_on=first))
    assert [meeting.on for meeting in opened().get().meetings.order_by("position")] == [
        first + n * 56 * DAY for n in range(5)
    ]
    assert date_format(first, "Y") in shown(lead.get(f"/cohorts/{opened().get().slug}/"))


@pytest.mark.django_db
def test_years_are_pooled_under_one_spelling(lead, cohort):
    cycle = form(cohort)["cycle"]
    lead.post("/cohorts/open/", form(cohort, cycle=cycle.replace("-", "–")))
    assert opened().get().cycle == cycle


@pytest.mark.django_db
def test_a_cycle_of_other_years_than_the_meetings_is_asked_about(lead, cohort):
    typed = form(cohort, cycle="2019-20")
    assert (
        "do not go together" in shown(lead.post("/cohorts/open/", typed)) and not opened().exists()
    )
    assert (
        lead.post("/cohorts/open/", typed | {"accept_odd_dates": "on"}).status_code == 302
        and opened().get().cycle == "2019-20"
    )


@pytest.mark.django_db
def test_a_track_that_is_removed_meanwhile_opens_a_cohort_without_it(cohort):
    """As when somebody in the editor removes it while the form is sent."""
    guidebook = cohort.guidebook
    track = factories.create_track(guidebook)
    assert factories.create_cohort(guidebook=guidebook, track=track).track == track
    gone = factories.create_track(guidebook, code="gone")
    type(gone).objects.filter(pk=gone.pk).delete()
    assert factories.create_cohort(guidebook=guidebook, track=gone).track is None
