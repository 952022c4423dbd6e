"""Pages are compressed on their way; pages that show a lasting secret, and files, are not."""

import gzip
import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.module_loading import import_string

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes

from ..objects import objects_of
from ..source_tree import templates
from ..test_bad_input import ask, somebody_who_may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}
#: Each page that shows a lasting secret, and its template, if it is one of ours. A page that is to
#: show one, such as the address of a feed, is written here, and its view is marked.
SECRETS = {
    "mfa_activate_totp": "mfa/totp/activate_form.html",
    "mfa_view_recovery_codes": "mfa/recovery_codes/index.html",
    "mfa_download_recovery_codes": "",
    "demo:mail-detail": "demo/mail_detail.html",
}
#: Variables of templates that hold one.
HOLDS_SECRET = re.compile(
    r"\{\{[^}]*(secret|totp_|_codes|token|feed|demo_text)(?!\|length)[^}]*\}\}| in \w*codes %\}"
)
#: The address of a personal link, or a long word that nobody chose: digits and both cases mixed.
SECRET = re.compile(
    r"/l/[\w-]{20}|\b(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{24,}\b|\b[A-Z2-7]{32}\b"
)
#: What of a page is no lasting secret: the masked token, what is signed with the time, drawings,
#: and the mark of a form, which says a name and opens nothing.
ELSE = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|value="[\w.-]+:\w{6}:[\w-]{43}"|<svg.*?</svg>'
    r'|name="link_mark" value="[^"]+"',
    re.DOTALL,
)


def test_the_middleware_stands_right_after_security():
    first, second = settings.MIDDLEWARE[:2]
    assert first == "django.middleware.security.SecurityMiddleware"
    assert issubclass(import_string(second), GZipMiddleware)


def test_a_page_is_compressed_and_padded(client):
    plain = client.get(reverse("help"))
    assert "Content-Encoding" not in plain.headers
    answers = [client.get(reverse("help"), **GZIP) for _ in range(12)]
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in answers)
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert len({len(answer.content) for answer in answers}) > 1, "random bytes are missing"
    assert all(len(answer.content) < len(plain.content) / 2 for answer in answers)


def test_the_token_of_a_form_is_another_one_in_each_answer(client):
    pages = [gzip.decompress(client.get(reverse("accounts:sign-in"), **GZIP).content) for _ in "ab"]
    first, second = [re.search(rb'csrfmiddlewaretoken" value="(\w+)"', page)[1] for page in pages]
    assert first != second


# --- secrets --------------------------------------------------------------------------------------


def test_the_list_is_the_list():
    marked = {route.name for route in all_routes() if hasattr(route.view, "shows_secret")}
    assert marked == set(SECRETS)


def test_every_template_that_holds_a_secret_is_listed():
    found = {name for name, text in templates().items() if HOLDS_SECRET.search(text)}
    assert found == set(SECRETS.values()) - {""}


def test_recovery_codes_are_not_compressed(house):
    person = house.people["facilitator"]
    codes = RecoveryCodes.activate(person).get_unused_codes()
    for name in ["mfa_view_recovery_codes", "mfa_download_recovery_codes"]:
        answer = house.client("facilitator").get(reverse(name), **GZIP)
        assert answer.headers["Content-Encoding"] == "identity"
        assert all(code in answer.content.decode() for code in codes)


def test_the_key_of_a_second_factor_is_not_compressed(house):
    answer = house.client("facilitator").get(reverse("mfa_activate_totp"), **GZIP)
    assert answer.headers["Content-Encoding"] == "identity"
    assert answer.context["form"].secret in answer.content.decode()


@pytest.mark.parametrize(
    "route, line",
    [
        pytest.param(route, line, id=str(line))
        for route in all_routes()
        for line in rules_of(route.name)
        if "GET" in line.verbs
    ],
)
def test_no_other_page_shows_a_secret(house, route, line):
    """Of what is compressed, nothing looks like one; and only pages are compressed."""
    address = reverse(route.name, kwargs=objects_of(house, route, "own", line))
    answer = ask(house, somebody_who_may(line), "get", address, **GZIP)
    if answer.headers.get("Content-Encoding") == "gzip":
        assert answer.headers["Content-Type"].startswith("text/html")
        assert SECRET.findall(ELSE.sub("", gzip.decompress(answer.content).decode())) == []
    else:
        assert (
            answer.streaming
            or "text/html" not in answer.headers.get("Content-Type", "")
            or (len(answer.content) < 200 or answer.headers["Content-Encoding"] == "identity")
        )


@pytest.mark.parametrize(
    "planted",
    [
        '<a href="/l/rWJFP7chzlwCnt7zg0vWSTnHRbOdhb-0/">',
        '<input value="https://example.org/feed/aB3dE5fG7hJ9kL1mN3pQ5rS7/">',
        "<code>JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP</code>",
    ],
)
def test_a_planted_secret_is_found(planted):
    assert SECRET.search(ELSE.sub("", planted))


def test_a_planted_variable_is_found():
    for planted in [
        "{{ cohort.feed_address }}",
        "{{ form.secret }}",
        "{% for code in unused_codes %}",
    ]:
        assert HOLDS_SECRET.search(planted)
    assert not HOLDS_SECRET.search("{{ unused_codes|length }}")


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_is_streamed_as_it_is(house, ending):
    address = reverse("cohorts:member-export", args=[house.own.slug, ending])
    answer = house.client("facilitator").get(address, **GZIP)
    assert answer.streaming and "Content-Encoding" not in answer.headers


def test_a_document_is_sent_as_it_is(house):
    address = reverse("dashboards:document-pdf", args=[house.own.slug, 2, "sign-in"])
    answer = house.client("facilitator").get(address, **GZIP)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in answer.headers
