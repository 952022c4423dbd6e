"""Applying on the public pages: four steps make one application, mistakes are named, and
strangers learn nothing.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from recruitment.letters import write_to_applicant
from recruitment.models import Application, ApplicationAnswer, ApplicationDraft

from .. import factories
from ..applying import apply, check, fill_in, hidden, save, send, start, step_of
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0


@pytest.fixture
def county(cohort):
    return factories.create_county(cohort.region, "Ventura")


def test_the_steps_grow_from_the_guidebook_and_explain_each_criterion(client, cohort, county):
    assert "Tell us: years_in_field" in shown(client.get(start(cohort)))
    save(client, cohort, "you", county)
    assert "Ventura" in shown(client.get(step_of(cohort, "site")))
    save(client, cohort, "site", county)
    page = shown(client.get(step_of(cohort, "why")))
    assert "Tell us: why" in page and "What experience means." in page
    assert page.count('type="checkbox"') == cohort.guidebook.criteria.count()


def test_first_the_check_page_then_sent_then_two_letters(client, cohort, county):
    assert fill_in(client, cohort, county).url == check(cohort)
    checked = client.get(check(cohort))
    assert "Ana Núñez" in shown(checked) and "marcus@example.org" in shown(checked)
    assert not Application.objects.exists() and not Letter.objects.exists()
    sent = client.post(check(cohort), hidden(checked))
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
    assert not ApplicationDraft.objects.exists()


def test_each_answer_stands_under_its_question_on_the_check_page(client, cohort, county):
    fill_in(client, cohort, county, answer_why="Because. " * 20)
    page = shown(client.get(check(cohort)))
    assert "<dt>Your email</dt><dd>ana@example.org</dd>" in page
    why = page[page.index('id="said-why"') :]
    assert "Because. Because." in why and "<summary>" not in page
    assert "Not ticked" in page and "all ticked" not in page


def test_sending_the_same_form_twice_makes_one_application(client, cohort, county):
    fill_in(client, cohort, county)
    pressed = hidden(client.get(check(cohort)))
    for _time in range(3):
        assert client.post(check(cohort), pressed).url.endswith("/received/")
    assert Application.objects.count() == 1 and Letter.objects.count() == 2


def test_the_page_after_it_names_the_address_and_the_form_says_that_it_was_sent(
    client, cohort, county
):
    answer = apply(client, cohort, county)
    assert "We have written to ana@example.org." in shown(client.get(answer.url))
    form = shown(client.get(start(cohort)))
    assert "We wrote to ana@example.org." in form and answer.url in form
    stranger = Client()
    assert "ana@" not in shown(stranger.get(answer.url)) + shown(stranger.get(start(cohort)))


def test_what_was_sent_is_not_sent_again_with_other_words(client, cohort, county):
    """Back in the browser, another address, forward: the page says how to change it."""
    fill_in(client, cohort, county)
    pressed = hidden(client.get(check(cohort)))
    client.post(check(cohort), pressed)
    answer = save(
        client, cohort, "you", county, email="typo@example.org", form_key=pressed["form_key"]
    )
    assert "open the link in the email" in shown(client.get(answer.url))
    assert Application.objects.get().email == "ana@example.org"
    assert not ApplicationDraft.objects.exists()


def test_a_second_application_from_the_address_sends_a_copy_and_tells_a_stranger_nothing(
    client, cohort, county
):
    first = apply(client, cohort, county)
    second = apply(client, cohort, county, email="ANA@example.ORG ", name="Ana M. Núñez")
    assert (second.status_code, second.url) == (first.status_code, first.url)
    assert Application.objects.get().name == "Ana Núñez"
    assert (
        list(Letter.objects.filter(code="application-copy").values_list("to_email", flat=True))
        == ["ana@example.org"] * 2
    )


def test_other_letters_of_the_day_do_not_hold_back_the_copy(client, cohort, county):
    apply(client, cohort, county)
    application = Application.objects.get()
    for code in ["signoff-given", "signoff-declined", "waitlist"]:
        write_to_applicant(application, code)
    for copies in [2, 3, 3]:
        apply(client, cohort, county)
        assert Letter.objects.filter(code="application-copy").count() == copies


def test_nobody_is_flooded_by_the_form(client, cohort, county):
    for number in range(5):
        apply(client, cohort, county, email=f"a{number}@example.org")
    assert Application.objects.count() == 5
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
        ({"answer_years_in_field": "many"}, "Tell us: years_in_field: Write a whole number"),
        ({"answer_years_in_field": "-1"}, "Tell us: years_in_field: Write a whole number"),
        ({"answer_why": "  "}, "Tell us: why: Write an answer here."),
        ({"answer_why": "W" * 5000}, "Write at most 300 characters; this has 5000."),
        ({"second_homepage": "http://spam.example"}, "Leave the last line of the form empty."),
    ],
)
def test_a_mistake_is_named_at_the_field_and_on_top_and_nothing_is_sent(
    client, cohort, county, changed, words
):
    page = fill_in(client, cohort, county, **changed)
    text = shown(page)
    assert page.status_code == 200 and words in text and 'id="errors"' in text
    typed = changed if "county" not in changed else {}
    assert all(value.strip()[:100] in text for value in typed.values()), "what was typed stays"
    assert send(client, cohort).status_code == 302
    assert not Application.objects.exists() and not Letter.objects.exists()


def test_errors_stand_in_the_order_of_the_page_and_each_names_its_field(client, cohort, county):
    save(client, cohort, "you", county)
    page = shown(client.post(step_of(cohort, "site"), {"go": "next", "county": "x"}))
    summary = page.partition('id="errors"')[2].partition("</section>")[0]
    order = ["id_agency_name", "id_site_name", "id_county", "id_director_name", "id_director_email"]
    places = [summary.index(word) for word in order]
    assert places == sorted(places) and summary.count("<li>") == len(order)


def test_a_program_that_is_too_quick_sees_the_check_page_again(client, cohort, county, settings):
    fill_in(client, cohort, county)
    settings.APPLICATION_SECONDS_AT_LEAST = 5
    page = send(client, cohort)
    assert "very quick" in shown(page) and not Application.objects.exists()


def test_nul_bytes_and_odd_keys_are_no_error(client, cohort, county):
    assert save(client, cohort, "you", county, name="a\x00b").status_code == 400
    assert save(client, cohort, "you", county, form_key="not-a-uuid").status_code == 302
    fill_in(client, cohort, county)
    odd = client.post(check(cohort), {"form_key": "x", "seen": "y"})
    assert "changed in another window" in shown(odd)
    assert client.get(step_of(cohort, "nowhere")).status_code == 404
    assert client.get("/cohorts/no-such-cohort/apply/").status_code == 404


def close(cohort, days=2):
    part = cohort.recruiting_part
    part.apply_by = timezone.localdate(timezone=cohort.zone) - timedelta(days=days)
    part.save()


def test_after_the_deadline_the_page_says_so_with_the_date(client, cohort, county):
    close(cohort)
    for response in [client.get(start(cohort)), save(client, cohort, "you", county)]:
        page = shown(response)
        assert "closed on" in page and "What you can do now" in page and "/help/" in page
    assert not ApplicationDraft.objects.exists()


def test_a_form_open_at_midnight_may_be_sent_for_half_an_hour(client, cohort, county, monkeypatch):
    midnight = cohort.recruiting_part.closes_at
    for late, taken in [(timedelta(minutes=31), 0), (timedelta(seconds=1), 1)]:
        monkeypatch.setattr("django.utils.timezone.now", lambda late=late: midnight + late)
        if fill_in(client, cohort, county).status_code == 302:
            send(client, cohort)
        assert Application.objects.count() == taken
    assert "closed on" in shown(client.get(start(cohort)))


def test_in_spanish_the_letter_is_in_spanish(client, cohort, county):
    client.cookies["django_language"] = "es"
    apply(client, cohort, county)
    assert set(Letter.objects.values_list("language", flat=True)) == {"es"}
    assert Application.objects.get().language == "es"
