"""Pages for what goes wrong keep what was typed, and need as little as possible."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

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
