"""What anybody may read, and what goes wrong for anybody."""

from unittest import mock

from django.test import Client
from django.urls import reverse

from cohorts.models import Cohort
from guidebooks.models import Track
from recruitment.actions.interest_lists import notify_interested
from recruitment.models import Interest

PAGES = [
    "home",
    "privacy",
    "accessibility",
    "help",
    "accounts:sign-in",
    "account_login",
    "guidebook-list",
    "evaluations:results-published",
]
LINK_PAGES = [
    "accounts:sign-in-link",
    "recruitment:application-own",
    "recruitment:endorsement-answer",
    "meetings:reply-link",
    "evaluations:evaluation-answer-link",
    "recruitment:interest-own",
]
SPANISH = {"accept-language": "es"}


def read_in_public(walk):
    browser, slug = walk.browser(), walk.guidebook.slug
    for page in PAGES:
        walk.see(browser, page)
    for page in ["guidebook-detail", "guidebook-application"]:
        walk.see(browser, page, slug)
    for part in walk.guidebook.parts.order_by("number"):
        for plan in part.planned_meetings.order_by("position"):
            walk.see(browser, "guidebook-meeting", slug, plan.position)
    follow_the_links(walk, browser, slug)


def follow_the_links(walk, browser, slug):
    """Every paper, activity and page of principles that a page of this guidebook leads to;
    the run of show is for facilitators.
    """
    seen = "".join(heard.text for heard in walk.heard)
    addresses = {part.partition('"')[0].replace("&amp;", "&") for part in seen.split('href="')[1:]}
    for address in sorted(addresses):
        leads_on = any(part in address for part in [".pdf", "/activities/", "/principles/"])
        if address.startswith(f"/guidebooks/{slug}/") and leads_on and "run-of-show" not in address:
            walk.see(browser, address)


def ask_to_hear(walk, cohort):
    """A list of interest, from the form to the letter that it opens."""
    track = Track.objects.filter(
        network=walk.guidebook.network, guidebook_slug=walk.guidebook.slug
    ).first()
    if track is None:
        return
    Track.objects.filter(pk=track.pk).update(is_open=True)
    about = (walk.guidebook.slug, track.code)
    walk.see(walk.browser(), "recruitment:interest-add", *about)
    Track.objects.filter(pk=track.pk).update(is_open=False)
    browser = walk.browser()
    walk.see(browser, "recruitment:interest-add", *about)
    walk.see(browser, "recruitment:interest-add", *about, send={})
    walk.see(
        browser,
        "recruitment:interest-add",
        *about,
        send={"name": "zqi" * 200, "email": "zq", "second_homepage": "zq"},
    )
    walk.see(
        browser,
        "recruitment:interest-add",
        *about,
        send={"name": "zqida", "email": "zqida@example.org"},
    )
    opened = walk.see(browser, "recruitment:interest-add", *about).context["form"]["opened"].value()
    with mock.patch("time.time", return_value=4e9):
        walk.see(
            browser,
            "recruitment:interest-add",
            *about,
            send={"name": "zqida", "email": "zqida@example.org", "opened": opened},
        )
    own_list(walk, track, cohort)


def own_list(walk, track, cohort):
    interest = Interest.objects.get(email="zqida@example.org")
    browser = walk.browser(purpose="interest", address=interest.email)
    walk.see(browser, "recruitment:interest-own", send={"confirm": interest.pk})
    notify_interested(track, cohort=Cohort.objects.open_for_applications().get(pk=cohort.pk))
    walk.see(browser, "recruitment:interest-own")


def go_wrong(walk):
    browser = walk.browser()
    walk.see(browser, "accounts:sign-in", send={"email": "zq"})
    walk.see(browser, "accounts:sign-in", send={"email": "zqstranger@example.org"})
    walk.see(browser, "account_login", send={"login": "zq@example.org", "password": "zq"})
    walk.keep("404", browser.get("/no-such-page/"), status=404)
    walk.keep("414", browser.get("/?q=" + "z" * 7000), status=414)
    walk.keep("400", browser.get("/?q=%00"), status=400)
    walk.keep("405", browser.get(reverse("accounts:sign-out")), status=405)
    walk.keep(
        "413",
        browser.post(
            reverse("accounts:sign-in"), {"email": "zq"}, headers={"content-length": "9000000"}
        ),
        status=413,
    )
    walk.see(browser, reverse("link-open", args=["zq" * 22]), status=410)
    for page in LINK_PAGES:
        walk.see(browser, page, status=410)
    strict = Client(enforce_csrf_checks=True, headers=SPANISH)
    walk.keep("403, nothing kept", strict.post(reverse("accounts:sign-out")), status=403)
    walk.keep(
        "403, kept",
        strict.post(
            reverse("accounts:sign-in"),
            {"email": "zqsomebody zqwrote zqsomething", "director_name": "zqa zqb"},
        ),
        status=403,
    )
    with mock.patch("cop_site.views.pages.render", side_effect=RuntimeError):
        walk.keep(
            "500",
            Client(raise_request_exception=False, headers=SPANISH).get(reverse("privacy")),
            status=500,
        )
