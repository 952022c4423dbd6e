"""Applying and signing on a phone, in a real browser, with scripts and without,
in both languages; rules of access.
"""

import re

import pytest
from django.core.signing import get_cookie_signer
from django.urls import reverse

from cohorts.letters.delivery import link_address
from cohorts.models import Letter
from people.models import Link
from people.models.link import hash_secret
from recruitment.draft_owner import DRAFT_COOKIE
from recruitment.models import Application, ApplicationDraft, SupervisorEndorsement

from .. import factories
from .access_rules import WIDTHS, broken_rules
from .clicks import follow, press_enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(chromium, live_server, settings):
    """`phone(language="es", scripts=False)`: a page on a phone without any session."""
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    settings.SITE_URL = live_server.url
    contexts = []

    def opened(language="en", scripts=True, width=390):
        size = PHONE | {"width": width}
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, java_script_enabled=scripts
        )
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def county(cohort):
    return factories.create_county(cohort.region, "Ventura")


TYPED = {
    "you": {"name": "Ana Núñez", "email": "ana@example.org"},
    "site": {
        "agency_name": "Gull Street",
        "site_name": "Lantern Oak",
        "director_name": "Marcus Fenn",
        "director_email": "ana@example.org",
    },
    "why": {"answer_why": "To learn from others."},
}


def fill_in(page, step):
    for name, value in TYPED[step].items():
        page.locator(f"[name={name}]").fill(value)


def press(page, button="next"):
    follow(page.locator(f"button[value={button}]"))


def leave(page):
    """For another app, without pressing a button."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )


@pytest.mark.parametrize(
    "language, scripts",
    [
        ("en", False),
        ("es", True),
        pytest.param("en", True, marks=pytest.mark.audit),
        pytest.param("es", False, marks=pytest.mark.audit),
    ],
)
def test_apply_then_sign(phone, cohort, county, language, scripts):
    page = phone(language, scripts)
    page.goto(reverse("recruitment:apply", args=[cohort.slug]))
    fill_in(page, "you")
    press_enter(page.locator("[name=email]"))
    fill_in(page, "site")
    page.locator("[name=county]").select_option(label="Ventura")
    press(page)
    assert (
        page.locator("#errors").is_visible()
        and page.locator("[name=site_name]").input_value() == "Lantern Oak"
    )
    page.locator("[name=director_email]").fill("marcus@example.org")
    press(page)
    fill_in(page, "why")
    if scripts:
        leave(page)
        assert ApplicationDraft.objects.get().first_value("answer_why") == "To learn from others."
    page.locator("[name=criterion_experience]").check()
    press(page, "back")
    assert page.locator("[name=director_email]").input_value() == "marcus@example.org"
    press(page)
    assert page.locator("[name=answer_why]").input_value() == "To learn from others."
    press(page)
    assert page.url.endswith("/apply/check/")
    follow(page.locator("main form button"))
    assert page.url.endswith("/received/")
    application = Application.objects.get()
    own = phone(language, scripts)
    own.goto(link_address(Letter.objects.get(code="application-copy").link.add_secret()))
    assert own.url.endswith("/application/")
    follow(own.locator("main form button").first)
    application.refresh_from_db()
    assert application.confirmed_at

    director = phone(language, scripts)
    director.goto(link_address(Letter.objects.get(code="signoff-request").link.add_secret()))
    assert director.url.endswith("/sign-off/")
    director.locator("input[value=sign]").check()
    follow(director.locator("main form button").first)
    assert (
        director.locator("#errors").is_visible()
        and SupervisorEndorsement.objects.get().state == "waiting"
    )
    for tick in director.locator("[name^=commitment]").all():
        tick.check()
    director.locator("[name=signed_name]").fill("Marcus Fenn")
    follow(director.locator("main form button").first)
    assert director.locator("[name=signed_name]").count() == 0
    assert SupervisorEndorsement.objects.get().state == "given"


def test_a_scanner_that_runs_scripts_decides_nothing(phone, cohort):
    application = factories.create_application(cohort, endorsed="waiting")
    _link, secret = factories.mint_link(
        "sign-off",
        lasts=cohort.recruiting_part.closes_at - cohort.opened_at,
        application=application,
        address=application.director_email,
    )
    page = phone()
    page.goto(f"/l/{secret}")
    page.wait_for_timeout(1500)
    assert application.endorsements.get().state == "waiting" and Link.objects.get().is_usable


def begin(context, live_server, cohort, county):
    """This browser has a draft with every step filled in."""
    answers = {name: [value] for step in TYPED.values() for name, value in step.items()}
    ApplicationDraft.objects.create(
        cohort_part=cohort.recruiting_part,
        browser_hash=hash_secret("a secret"),
        answers=answers
        | {
            "name": ["Anastasia Featherstonehaugh-Montgomery"],
            "director_email": ["marcus@example.org"],
            "county": [str(county.pk)],
        },
        saved_steps=["you", "site", "why"],
    )
    value = get_cookie_signer(salt=DRAFT_COOKIE + DRAFT_COOKIE).sign("a secret")
    context.add_cookies([{"name": DRAFT_COOKIE, "value": value, "url": live_server.url}])


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_strangers_keep_the_rules_of_access_and_fit(
    phone, live_server, cohort, county, width
):
    application = factories.create_application(
        cohort, name="Anastasia Featherstonehaugh-Montgomery", county=county, endorsed="waiting"
    )
    other = factories.create_application(
        cohort, county=county, director_email=application.director_email, endorsed=True
    )
    page = phone("es", width=width)
    lasts = cohort.recruiting_part.closes_at - cohort.opened_at
    for purpose, address in [
        ("application", application.email),
        ("sign-off", application.director_email),
    ]:
        _link, secret = factories.mint_link(
            purpose, lasts=lasts, application=application, address=address
        )
        page.goto(f"/l/{secret}")
    begin(page.context, live_server, cohort, county)
    public = [
        reverse(f"recruitment:apply{rest}", args=[cohort.slug, *step])
        for rest, *step in [
            ("-step", "you"),
            ("-step", "site"),
            ("-step", "why"),
            ("-check",),
            ("",),  # from then on, every step asks whose draft it is
            ("-restart",),
            ("-received",),
        ]
    ]
    pages = [
        "application-own",
        "application-change",
        "application-withdraw",
        "endorsement-answer",
        "endorsement-forward",
    ]
    personal = [reverse(f"recruitment:{name}") for name in pages]
    for path in [
        *public,
        *personal,
        f"{reverse('recruitment:endorsement-answer')}?change={other.endorsement.pk}",
    ]:
        with page.expect_navigation():  # as by a link: what is typed into the bar asks first
            page.evaluate("path => { location.assign(path) }", path)
        assert page.url.endswith(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert (path, broken_rules(page)) == (path, [])


@pytest.mark.audit
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_of_the_lead_keep_the_rules_of_access(
    phone, live_server, cohort, county, regional_lead, participant, client_of, width
):
    applications = [
        factories.create_application(cohort, county=county, endorsed=state)
        for state in ["waiting", True, False]
    ]
    client = client_of(regional_lead)
    page = phone(width=width)
    page.context.add_cookies(
        [{"name": "hallway", "value": client.cookies["hallway"].value, "url": live_server.url}]
    )
    names = [
        "recruitment:application-list",
        "cohorts:member-list",
        "recruitment:roster-import",
        "cohorts:letter-list",
    ]
    paths = [reverse(name, args=[cohort.slug]) for name in names] + [
        reverse("dashboards:cohort-list")
    ]
    paths += [
        reverse("recruitment:application-detail", args=[cohort.slug, application.pk])
        for application in applications
    ]
    paths += [reverse("cohorts:member-leave", args=[cohort.slug, participant.memberships.get().pk])]
    for path in paths:
        page.goto(path)
        assert (path, broken_rules(page)) == (path, [])
    page.goto(paths[2])
    page.locator("[type=file]").set_input_files(
        {
            "name": "r.csv",
            "mimeType": "text/csv",
            "buffer": b"Name,Email\nAna,ana@example.org\nBo,nowhere\n",
        }
    )
    follow(page.get_by_role("button", name="Check the roster"))
    assert page.get_by_text(re.compile("Row 3, Email")).is_visible()
    assert broken_rules(page) == []
