"""The start page of visitors."""

import pytest
from django.test import Client

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


def test_the_public_page_names_what_can_be_applied_to(cohort):
    words = shown(Client().get("/"))
    assert cohort.name in words and f"/cohorts/{cohort.slug}/apply/" in words
    cohort.cohort_parts.update(apply_by=None, notice_on=None)
    assert f"/cohorts/{cohort.slug}/apply/" not in shown(Client().get("/"))


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
