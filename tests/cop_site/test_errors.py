"""Pages for what goes wrong keep what was typed, and need as little as possible."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from cop_site.pages_of_acts import PAGES_OF_ACTS, parameters_of
from cop_site.permission_table import TABLE
from cop_site.views import errors

from ..shown import shown

TYPED = {
    "name": "Rosa",
    "why": "I have written on this for an hour <b>",
    "password": "hush",
    "csrfmiddlewaretoken": "old",
}


@pytest.fixture
def strict_client(db):
    return Client(enforce_csrf_checks=True)


def test_an_old_page_gives_back_what_was_typed(strict_client):
    page = strict_client.post("/language/?from=1", TYPED)
    html = shown(page)
    assert page.status_code == 403
    assert "I have written on this for an hour &lt;b&gt;</textarea>" in html
    assert '<input type="hidden" name="name" value="Rosa">' in html
    assert 'action="/language/?from=1"' in html
    assert "hush" not in html


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_another_site_cannot_fill_our_form(strict_client, headers):
    page = strict_client.post("/language/", TYPED, headers=headers)
    assert page.status_code == 403
    assert "for an hour" not in shown(page)


def test_too_much_is_not_sent_back(strict_client):
    page = strict_client.post("/language/", {"why": "word " * 50_000})
    assert page.status_code == 403
    assert "<textarea" not in shown(page)


@pytest.mark.parametrize(
    "view, status", [(errors.bad_request, 400), (errors.too_large, 413), (errors.server_error, 500)]
)
def test_bare_pages_need_no_database(view, status):
    answer = view(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse) and answer.status_code == status
    assert "<h1>" in shown(answer)


def test_bare_pages_follow_the_reader():
    answer = errors.too_large(RequestFactory().get("/", headers={"Accept-Language": "es"}))
    assert '<html lang="es">' in shown(answer)


def test_a_missing_page_leads_on(client, db):
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert "This page is not here" in shown(page)


def test_a_missing_page_tells_who_is_signed_in_where_to_go(cohort, participant, client_of):
    """The same for a page of another group as for one that does not exist."""
    browser = client_of(participant)
    pages = [browser.get("/no-such-page/"), browser.get("/cohorts/another/")]
    for page in pages:
        assert page.status_code == 404 and "we do not say which" in shown(page)
        assert 'href="/help/"' in shown(page) and "Go to Today" in shown(page)


def test_an_address_for_forms_says_so_in_both_languages(client):
    for language, words in [
        ("en", "only takes what a form sends"),
        ("es", "solo recibe lo que envía un formulario"),
    ]:
        page = client.get("/sign-out/", headers={"accept-language": language})
        assert (page.status_code, page.headers["Allow"]) == (
            405,
            "POST",
        ) and words in shown(page)
    assert client.put("/sign-out/").content == b""


def test_every_act_that_only_takes_a_form_has_a_page():
    acts = {line.name for line in TABLE if line.verbs == {"POST"} and line.scope != "demo"}
    pages = {line.name for line in TABLE if "GET" in line.verbs}
    assert set(PAGES_OF_ACTS) == acts and set(PAGES_OF_ACTS.values()) <= pages
    assert all(
        set(parameters_of(page)) <= set(parameters_of(act)) for act, page in PAGES_OF_ACTS.items()
    )


def test_back_to_an_act_leads_to_its_page(cohort, facilitator, client_of):
    """Nothing is done by GET; a browser that asks for a page gets there, with a sentence."""
    browser = client_of(facilitator)
    act = "/cohorts/region-8/meetings/1/replies/remind/"
    assert browser.get(act).status_code == 405
    assert browser.get(act, headers={"accept": "*/*"}).status_code == 405
    page = browser.get(act, headers={"accept": "text/html,*/*"}, follow=True)
    assert page.redirect_chain == [("/cohorts/region-8/meetings/1/replies/", 302)]
    assert "Nothing was changed." in shown(page)
    elsewhere = act.replace("region-8", "no-such")
    assert browser.get(elsewhere, headers={"accept": "text/html"}, follow=True).status_code == 404
