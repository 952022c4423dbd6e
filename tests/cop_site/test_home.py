"""The start page of visitors."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.results.published_figures import load_published
from guidebooks.models import Track

from .. import factories
from ..shown import shown
from ..source_tree import ROOT

pytestmark = pytest.mark.django_db
PILOT = ROOT / "fixtures" / "published" / "pilot.json"


def test_the_public_page_names_what_can_be_applied_to(cohort):
    words = shown(Client().get("/"))
    assert cohort.name in words and f"/cohorts/{cohort.slug}/apply/" in words
    cohort.cohort_parts.update(apply_by=None, notice_on=None, opened_at=None)
    assert f"/cohorts/{cohort.slug}/apply/" not in shown(Client().get("/"))


@pytest.mark.parametrize("who", ["outsider", "withdrawn"])
def test_whoever_is_signed_in_finds_the_groups_that_take_applications(
    request, client_of, cohort, who
):
    browser = client_of(request.getfixturevalue(who))
    assert 'href="/?groups"' in shown(browser.get("/guidebooks/"))
    words = shown(browser.get("/?groups"))
    assert f"/cohorts/{cohort.slug}/apply/" in words and "/sign-in/" not in words
    assert "Groups that take applications" in words and "13.5 hours in all" in words


def test_whoever_applied_is_led_to_the_application(client_of, applicant, cohort):
    words = shown(client_of(applicant).get("/?groups"))
    assert "You have applied" in words and f"/cohorts/{cohort.slug}/apply/" not in words
    cohort.cohort_parts.update(apply_by=None, notice_on=None, opened_at=None)
    assert "No cohort takes applications today" in shown(client_of(applicant).get("/?groups"))


def test_open_groups_cost_the_same_for_one_and_for_twelve(
    client_of, outsider, cohort, django_assert_max_num_queries
):
    for n in range(11):
        factories.create_cohort(slug=f"more-{n}", guidebook=cohort.guidebook)
    browser = client_of(outsider)
    with django_assert_max_num_queries(16):
        assert shown(browser.get("/?groups")).count("Apply by") == 12


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/privacy/",
        "/accessibility/",
        "/help/",
        "/sign-in/",
        "/account/login/",
        "/account/password/reset/",
    ],
)
def test_pages_for_everybody_in_both_languages(cohort, path):
    pages = {
        language: Client().get(path, headers={"accept-language": language})
        for language in ["en", "es"]
    }
    assert [page.status_code for page in pages.values()] == [200, 200]
    assert '<html lang="es">' in shown(pages["es"]) and '<html lang="en">' in shown(pages["en"])
    assert Client().post(path).status_code in (200, 405) and Client().head(path).status_code == 200


def test_the_public_page_costs_the_same_for_one_and_for_twelve(
    cohort, django_assert_max_num_queries
):
    for n in range(11):
        factories.create_cohort(slug=f"more-{n}", guidebook=cohort.guidebook)
    with django_assert_max_num_queries(10):
        Client().get("/")


def test_other_peoples_hosts_are_refused_and_never_in_a_link(cohort):
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400
    assert "evil" not in shown(
        Client().post(
            "/sign-in/", {"email": "a@example.org"}, headers={"x-forwarded-host": "evil.example"}
        )
    )


@pytest.mark.parametrize(
    "asked, kept", [("es", "es"), ("xx", "en"), ("", "en"), ("es" * 5000, "en")]
)
def test_choosing_a_language_chooses_it_for_letters(client_of, participant, asked, kept):
    answer = client_of(participant).post("/language/", {"language": asked, "next": "/"})
    participant.refresh_from_db()
    assert (answer.status_code, participant.language) == (302, kept)


def test_the_public_page_says_what_happens_and_what_is_asked(cohort):
    page = shown(Client().get("/"))
    planned = cohort.meetings.get(position=1).planned
    assert str(planned.purpose) in page and "What it asks, what it gives" in page
    assert page.index("What it asks") < page.index("All communities")
    year = cohort.meetings.get(position=1).part
    assert f"{year}: 3 meetings, 13.5 hours in all." in page
    apply = shown(Client().get(reverse("recruitment:apply", args=[cohort.slug])))
    assert "<strong>13.5 hours</strong>: 3 meetings" in apply
    assert "2 more meetings. We ask you again then." in apply


def test_the_public_page_quotes_what_was_published_of_this_network(cohort):
    assert "agreed:" not in shown(Client().get("/"))
    load_published(json.loads(PILOT.read_text()), cohort.network)
    page = shown(Client().get("/"))
    assert ">99%<" in page and ">97%<" in page and "115 people took part" in page
    assert "Site Coordinator Community of Practice Guide Book" in page


def test_without_recruitment_the_page_invites_nobody_to_apply(cohort):
    cohort.cohort_parts.update(apply_by=None, notice_on=None, opened_at=None)
    coming = Track.objects.create(
        network=cohort.network,
        guidebook_slug=cohort.guidebook.slug,
        code="spring",
        position=1,
        name="Spring",
    )
    page = shown(Client().get("/"))
    assert "No cohort takes applications today" in page and ">Apply" not in page
    assert f"/{coming.code}/" in page and "/help/" in page
