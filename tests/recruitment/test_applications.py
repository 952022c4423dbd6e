"""Applying on the public page: answers travel, one form is one application,
strangers learn nothing.
"""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from recruitment.models import Application, ApplicationAnswer

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0


@pytest.fixture
def county(cohort):
    return factories.create_county(cohort.region, "Ventura")


def address(cohort):
    return reverse("recruitment:apply", args=[cohort.slug])


def answers(client, cohort, in_county, **changed):
    """What somebody types into the form that the page gives them."""
    page = shown(client.get(address(cohort)))
    hidden = dict(re.findall(r'name="(form_key|opened)" value="([^"]+)"', page))
    typed = {
        "name": "Ana Núñez",
        "email": "ana@example.org",
        "phone": "",
        "agency_name": "Gull Street",
        "site_name": "Lantern Oak",
        "county": in_county.pk,
        "director_name": "Marcus Fenn",
        "director_email": "marcus@example.org",
        "answer_years_in_field": "3",
        "answer_why": "To learn.",
        "answer_needs": "",
        "criterion_experience": "on",
    }
    return typed | hidden | {"step": "send"} | changed


def test_the_page_grows_from_the_guidebook_and_explains_each_criterion(client, cohort, county):
    page = shown(client.get(address(cohort)))
    assert "Tell us: why" in page and "What experience means." in page and "Ventura" in page
    assert page.count('type="checkbox"') == cohort.guidebook.criteria.count()


def test_first_the_check_page_then_sent_then_two_letters(client, cohort, county):
    typed = answers(client, cohort, county)
    checked = shown(client.post(address(cohort), typed | {"step": "check"}))
    assert (
        "Ana Núñez" in checked
        and "marcus@example.org" in checked
        and not Application.objects.exists()
    )
    sent = client.post(address(cohort), typed)
    assert sent.status_code == 302 and sent.url == reverse(
        "recruitment:apply-received", args=[cohort.slug]
    )
    application = Application.objects.get()
    assert (
        application.name == "Ana Núñez"
        and application.criteria_met == ["experience"]
        and application.county == county
    )
    assert ApplicationAnswer.objects.get(question__code="why").text == "To learn."
    letters = {letter.code: letter for letter in Letter.objects.all()}
    assert (
        letters["application-copy"].to_email == "ana@example.org"
        and letters["application-copy"].link.purpose == "application"
    )
    request = letters["signoff-request"]
    assert request.to_email == "marcus@example.org" and request.link.purpose == "sign-off"
    assert request.link.expires_at == cohort.recruiting_part.closes_at
    assert (
        application.endorsement.state == "waiting"
        and application.person is None
        and application.confirmed_at is None
    )


def test_back_from_the_check_page_keeps_every_answer(client, cohort, county):
    typed = answers(client, cohort, county, step="change")
    page = shown(client.post(address(cohort), typed))
    assert 'value="Ana Núñez"' in page and "To learn." in page and "h-errors" not in page
    assert f'value="{typed["form_key"]}"' in page
    assert re.search(r'name="criterion_experience"[^>]*checked', page)


def test_sending_the_same_form_twice_makes_one_application(client, cohort, county):
    typed = answers(client, cohort, county)
    for _time in range(3):
        assert client.post(address(cohort), typed).status_code == 302
    assert Application.objects.count() == 1 and Letter.objects.count() == 2


def test_a_second_application_from_the_address_sends_a_copy_and_tells_a_stranger_nothing(
    client, cohort, county
):
    first = client.post(address(cohort), answers(client, cohort, county))
    again = answers(
        client,
        cohort,
        county,
        email="ANA@example.ORG ",
        name="Somebody Else",
        form_key=str(uuid.uuid4()),
    )
    second = client.post(address(cohort), again)
    assert (second.status_code, second.url) == (first.status_code, first.url)
    assert Application.objects.get().name == "Ana Núñez"
    assert (
        list(Letter.objects.filter(code="application-copy").values_list("to_email", flat=True))
        == ["ana@example.org"] * 2
    )


def test_nobody_is_flooded_by_the_form(client, cohort, county):
    for number in range(12):
        client.post(
            address(cohort), answers(client, cohort, county, email=f"a{number}@example.org")
        )
    assert Application.objects.count() == 12
    assert Letter.objects.filter(to_key="marcus@example.org").count() == 3


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"email": "nowhere"}, "Write your email, such as name@agency.org."),
        ({"director_email": " Ana@Example.org"}, "This is your own address."),
        ({"name": ""}, "Write your name."),
        ({"name": "Visit www.prize.example"}, "Write the name alone"),
        ({"site_name": "Oak\u202eelpmaxe"}, "Write the name alone"),
        ({"name": "N" * 200_000}, "Write at most 120 characters"),
        ({"county": "999999"}, "Choose the county of your site."),
        ({"county": "x"}, "Choose the county of your site."),
        ({"answer_years_in_field": "many"}, "Write a whole number"),
        ({"answer_years_in_field": "-1"}, "Write a whole number"),
        ({"answer_why": "  "}, "Write an answer here."),
        ({"answer_why": "W" * 5000}, "Write at most 1000 characters; this has 5000."),
        ({"second_homepage": "http://spam.example"}, "Leave the last line of the form empty."),
    ],
)
def test_a_mistake_is_named_at_the_field_and_on_top_and_nothing_is_kept(
    client, cohort, county, changed, words
):
    page = client.post(address(cohort), answers(client, cohort, county, **changed))
    text = shown(page)
    assert page.status_code == 200 and words in text and 'id="errors"' in text
    if "name" not in changed:
        assert "Ana Núñez" in text, "what was typed stays"
    assert not Application.objects.exists() and not Letter.objects.exists()


def test_a_program_that_is_too_quick_sees_the_check_page_again(client, cohort, county, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 5
    typed = answers(client, cohort, county)
    page = client.post(address(cohort), typed)
    assert "very quick" in shown(page) and not Application.objects.exists()
    assert client.post(address(cohort), typed | {"opened": "forged"}).status_code == 200


def test_nul_bytes_and_odd_keys_are_no_error(client, cohort, county):
    typed = answers(client, cohort, county)
    assert client.post(address(cohort), typed | {"name": "a\x00b"}).status_code == 400
    assert client.post(address(cohort), typed | {"form_key": "not-a-uuid"}).status_code == 200
    assert client.get("/cohorts/no-such-cohort/apply/").status_code == 404


def test_after_the_deadline_the_page_says_so_with_the_date(client, cohort, county):
    typed = answers(client, cohort, county)
    part = cohort.recruiting_part
    part.apply_by = timezone.localdate(timezone=cohort.zone) - timedelta(days=2)
    part.save()
    for response in [client.get(address(cohort)), client.post(address(cohort), typed)]:
        page = shown(response)
        assert "closed on" in page and "What you can do now" in page and "/help/" in page
    assert not Application.objects.exists()


def test_a_form_open_at_midnight_may_be_sent_for_half_an_hour(client, cohort, county, monkeypatch):
    typed = answers(client, cohort, county)
    midnight = cohort.recruiting_part.closes_at
    for late, taken in [(timedelta(minutes=31), 0), (timedelta(seconds=1), 1)]:
        monkeypatch.setattr("django.utils.timezone.now", lambda late=late: midnight + late)
        client.post(address(cohort), typed)
        assert Application.objects.count() == taken
    assert "closed on" in shown(client.get(address(cohort)))


def test_in_spanish_the_letter_is_in_spanish(client, cohort, county):
    client.cookies["django_language"] = "es"
    client.post(address(cohort), answers(client, cohort, county))
    assert set(Letter.objects.values_list("language", flat=True)) == {"es"}
    assert Application.objects.get().language == "es"
