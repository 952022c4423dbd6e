"""Personal links: opening one changes nothing, mangled ones still open,
and everything else gets one neutral page.
"""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from people.models import Link
from people.permissions import LINK_COOKIE

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)
SCANNERS = [
    "Mozilla/5.0 (compatible; Barracuda Sentinel)",
    "Mimecast URL Protect",
    "Proofpoint URL Defense",
    "SafeLinks/1.0 (Microsoft)",
    "Symantec-Click-time",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; Google-Read-Aloud)",
    "GoogleImageProxy",
    "Slackbot-LinkExpanding 1.0",
    "facebookexternalhit/1.1",
    "TrendMicro-WRS",
]


def sign_in_link(person, lasts=HALF_AN_HOUR, uses=1):
    return Link.mint(
        Link.Purpose.SIGN_IN, lasts=lasts, uses=uses, person=person, address=person.email
    )


def whole_database():
    """Everything the database keeps, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor]
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row for (row,) in cursor]
    return rows


def test_scanners_that_open_everything_change_nothing(participant):
    _, secret = sign_in_link(participant)
    before = whole_database()
    for agent in SCANNERS:
        browser = Client(HTTP_USER_AGENT=agent)
        for method in (browser.head, browser.get, browser.options):
            method(f"/l/{secret}/")
            method("/sign-in/link/")
        assert browser.get("/sign-in/link/").status_code == 200 and "hallway" not in browser.cookies
    assert whole_database() == before


def test_the_page_before_the_click_runs_no_script_that_sends(participant):
    _, secret = sign_in_link(participant)
    page = shown(Client().get(f"/l/{secret}/", follow=True))
    assert (
        "submit()" not in page
        and page.count("<script") == 1
        and 'src="/static/js/focus-errors' in page
    )


MANGLED = {
    "as it was sent": "{0}/",
    "without the slash": "{0}",
    "a full stop behind it": "{0}/.",
    "in angle brackets": "{0}/>",
    "encoded bracket": "{0}/%3E",
    "in quotation marks": "{0}/%22",
    "encoded twice": "{0}%252F",
    "line broken": "{1}=%0D%0A{2}/",
    "line broken, encoded twice": "{1}%253D%250A{2}/",
    "a space in it": "{1}%20{2}",
}


def test_what_mail_programs_do_to_a_link(participant):
    _, secret = sign_in_link(participant)
    found = {
        kind: Client()
        .get("/l/" + shape.format(secret, secret[:20], secret[20:]))
        .headers.get("Location")
        for kind, shape in MANGLED.items()
    }
    assert found == dict.fromkeys(MANGLED, "/sign-in/link/")


@pytest.fixture
def dead_pages(participant):
    """What a browser sees for every kind of link that does not work."""
    _, good = sign_in_link(participant)
    expired, old = sign_in_link(participant)
    used, spent = sign_in_link(participant)
    revoked, gone = sign_in_link(participant)
    Link.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert used.use() and not used.use()
    revoked.revoke()
    odd = {
        "cut off": good[:-1],
        "one more letter": good + "A",
        "made up": "A" * 43,
        "very long": "A" * 500,
        "words": "…ñ",
        "other case": good.swapcase(),
    }
    return {"expired": old, "used": spent, "taken back": gone, **odd}


def test_every_dead_link_gets_the_same_page_that_leads_on(dead_pages):
    pages = {kind: Client().get(f"/l/{secret}/") for kind, secret in dead_pages.items()}
    assert {page.status_code for page in pages.values()} == {410}
    words = {re.sub(r'<input type="hidden"[^>]*>', "", shown(page)) for page in pages.values()}
    assert len(words) == 1
    assert 'href="/sign-in/"' in shown(pages["used"])


@pytest.mark.parametrize("path", ["/l/", "/l/%00", "/l/%2e%2e/", "/l/" + "A" * 5000])
def test_nonsense_behind_the_door_is_refused_in_words(client, path):
    assert client.get(path).status_code in (400, 404, 410)


def test_a_link_for_one_purpose_opens_no_other(participant, meeting):
    membership = participant.memberships.get()
    secrets = {
        Link.Purpose.SIGN_IN: sign_in_link(participant)[1],
        Link.Purpose.REPLY: factories.mint_link(
            "reply", lasts=HALF_AN_HOUR, membership=membership, meeting_position=1
        )[1],
        Link.Purpose.APPLICATION: factories.mint_link(
            "application",
            lasts=HALF_AN_HOUR,
            application=factories.create_application(meeting.cohort),
        )[1],
    }
    pages = {
        Link.Purpose.SIGN_IN: "/sign-in/link/",
        Link.Purpose.REPLY: "/reply/",
        Link.Purpose.APPLICATION: "/application/",
    }
    for purpose, secret in secrets.items():
        browser = Client()
        browser.get(f"/l/{secret}/")
        held = browser.cookies[LINK_COOKIE.format(purpose=purpose)].value
        for other, page in pages.items():
            forged = Client()
            forged.cookies[LINK_COOKIE.format(purpose=other)] = held
            assert forged.get(page).status_code == (200 if other == purpose else 410), (
                purpose,
                page,
            )


def test_the_cookie_keeps_the_secret_from_scripts_and_dies_with_the_link(participant):
    link, secret = sign_in_link(participant)
    response = Client().get(f"/l/{secret}/", secure=True)
    cookie = response.cookies[LINK_COOKIE.format(purpose="sign-in")]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
    assert 0 < int(cookie["max-age"]) <= 1800
    assert secret not in response.headers["Location"]
    assert response.headers["Referrer-Policy"] == "same-origin" and not response.content


def test_the_secret_is_nowhere_but_in_the_hand(participant, caplog):
    _, secret = sign_in_link(participant)
    assert len(secret) == 43
    browser = Client()
    with caplog.at_level(logging.DEBUG):
        browser.get(f"/l/{secret}/")
        browser.get(f"/l/{secret}x/")
        response = browser.post("/sign-in/link/")
    assert response.status_code == 302 and "hallway" in browser.cookies
    kept = [row for rows in whole_database().values() for row in rows]
    assert not [row for row in kept if secret[:20] in row]
    lines = [
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    ]
    assert secret[:20] not in str(dict(browser.session)) and secret[:20] not in "".join(lines)


def test_a_link_speaks_the_language_of_its_reader_unless_the_browser_has_chosen(participant):
    participant.language = "es"
    participant.save()
    secret = sign_in_link(participant)[1]
    fresh = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert fresh.get(f"/l/{secret}", follow=True).headers["Content-Language"] == "es"
    decided = Client(HTTP_ACCEPT_LANGUAGE="en")
    decided.cookies["django_language"] = "en"
    assert (
        decided.get(f"/l/{sign_in_link(participant)[1]}", follow=True).headers["Content-Language"]
        == "en"
    )


def test_a_second_reader_is_not_read_to_in_the_language_of_the_first(participant, facilitator):
    for person, language in [(participant, "es"), (facilitator, "en")]:
        person.language = language
        person.save()
    browser = Client(HTTP_ACCEPT_LANGUAGE="en")

    def language_for(person):
        page = browser.get(f"/l/{sign_in_link(person)[1]}", follow=True)
        return page.headers["Content-Language"]

    assert [language_for(p) for p in (participant, facilitator, participant)] == ["es", "en", "es"]
    browser.post("/language/", {"language": "es"})
    assert language_for(facilitator) == "es"
